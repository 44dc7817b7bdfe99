import { check, date, index, integer, jsonb, pgSequence, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Localised } from '../../src/core/language.ts'
import { sql } from '../sql.ts'
import { bytes, instant } from './columns.ts'

/** Kinds of visits that a resident may ask for. */
export const visitOffer = pgTable('visit_offer', {
  code: text('code').primaryKey(),
  place: integer('place').notNull(),
  name: jsonb('name').$type<Localised>().notNull(),
  plain: jsonb('plain').$type<Localised>().notNull(),
  doesNot: jsonb('does_not').$type<Localised>().notNull(),
  durationMinutes: integer('duration_minutes').notNull(),
  /** Code of a visitor word. */
  whoComes: text('who_comes').notNull(),
  people: integer('people').notNull(),
  halfDays: jsonb('half_days').$type<readonly string[]>().notNull(),
  /** 1 Monday … 7 Sunday. */
  weekdays: jsonb('weekdays').$type<readonly number[]>().notNull(),
  /** Visits a street, date and half-day. */
  capacity: integer('capacity').notNull(),
  streetCapacity: jsonb('street_capacity').$type<Readonly<Record<string, number>>>().notNull(),
  minWorkingDays: integer('min_working_days').notNull(),
  maxDaysAhead: integer('max_days_ahead').notNull(),
  questions: jsonb('questions').$type<readonly string[]>().notNull(),
  words: jsonb('words').$type<readonly string[]>().notNull(),
})

/** Half-days, visitors, statuses, reasons: codes of visit-offers.json with what people read. */
export const visitWord = pgTable(
  'visit_word',
  {
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    data: jsonb('data').$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.code] })],
)

/** Made when first wanted: 0 ≤ taken ≤ capacity. Held from the request on. */
export const visitPlace = pgTable(
  'visit_place',
  {
    offer: text('offer').notNull(),
    street: text('street').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    halfDay: text('half_day').notNull(),
    capacity: integer('capacity').notNull(),
    taken: integer('taken').notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.offer, t.street, t.date, t.halfDay] }),
    check('visit_place_taken', sql`taken >= 0 and taken <= capacity`),
  ],
)

/** 单号 without its check digit; gaps are allowed. */
export const visitRequestSerial = pgSequence('visit_request_serial', { startWith: 50_000 })

export const visitRequest = pgTable(
  'visit_request',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull().unique(),
    /** Same event, same step: the same request. */
    actKey: text('act_key').notNull().unique(),
    /** Who asked; whose data key seals `details` and `visitor`. */
    contactId: uuid('contact_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** Who is visited, where on file; null for somebody named only here. */
    visitedId: uuid('visited_id'),
    offer: text('offer').notNull(),
    /** Division code for staff areas: the street visited. */
    area: text('area').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    halfDay: text('half_day').notNull(),
    /** visit-offers.json statuses. */
    status: text('status').notNull(),
    /** The exact time, once a dispatcher has named it. */
    startsAt: instant('starts_at'),
    moves: integer('moves').notNull().default(0),
    /** Code of a decline or cancel reason. */
    reason: text('reason'),
    /** Sealed JSON: name, address, phone, note, answers by question. */
    details: bytes('details').notNull(),
    /** Sealed JSON: name and badge of who comes. */
    visitor: bytes('visitor'),
    /** Keyed hash of who is visited, kind, date and half-day: the same act within 60 s is answered with the first number. */
    sameness: text('sameness').notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** Due: an offer that nobody answers lapses. */
    lapseAt: instant('lapse_at'),
    /** Due: the reminder of the day before. */
    remindAt: instant('remind_at'),
    statusAt: instant('status_at').notNull(),
  },
  t => [
    index('visit_request_contact').on(t.contactId, t.requestedAt),
    index('visit_request_visited').on(t.visitedId, t.date),
    index('visit_request_day').on(t.date, t.area),
    index('visit_request_sameness').on(t.sameness, t.requestedAt),
    index('visit_request_lapse').on(t.lapseAt).where(sql`lapse_at is not null`),
    index('visit_request_remind').on(t.remindAt).where(sql`remind_at is not null`),
  ],
)
