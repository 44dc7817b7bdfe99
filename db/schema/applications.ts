import { bigserial, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Localised } from '../../src/core/language.ts'
import { sql } from '../sql.ts'
import { bytes, instant } from './columns.ts'

/** Kinds of assistance: statuses, transitions, limits and papers as data, since they differ by place and year. */
export const applicationType = pgTable('application_type', {
  code: text('code').primaryKey(),
  place: integer('place').notNull(),
  name: jsonb('name').$type<Localised>().notNull(),
  /** application-types.json: statuses, initial, terminal, transitions, time_limits, documents, remedies. */
  process: jsonb('process').notNull(),
})

/** Statuses, documents, reasons, clock stops, actors, status texts: codes with what people read. */
export const applicationWord = pgTable(
  'application_word',
  {
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    data: jsonb('data').$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.code] })],
)

export const applicationCase = pgTable(
  'application_case',
  {
    id: uuid('id').primaryKey(),
    /** ZZ + district + day + serial + check digit: what people say. */
    number: text('number').notNull().unique(),
    type: text('type').notNull(),
    /** Whose application it is. */
    contactId: uuid('contact_id').notNull(),
    /** Who handed it in for them, by mandate. */
    appliedBy: uuid('applied_by'),
    /** Division code for staff areas. */
    area: text('area').notNull(),
    status: text('status').notNull(),
    statusAt: instant('status_at').notNull(),
    /** Codes of the documents that are missing. */
    papers: jsonb('papers').$type<readonly string[]>().notNull(),
    /** Sealed JSON with the applicant's key: result, date, reasons, amount. */
    decision: bytes('decision'),
    /** Who acts next, by which limit of the type, counted from when which status was reached. */
    next: jsonb('next').$type<{ who: string; limit: string; countsFrom: string } | null>(),
    /** When the applicant is told of the last step; null: they were. */
    tellAt: instant('tell_at'),
    /** Keyed hash of the number and the last four of the ID: both must be known to find it. */
    lookup: text('lookup').notNull().unique(),
  },
  t => [
    index('application_case_contact').on(t.contactId),
    index('application_case_area').on(t.area, t.status),
    index('application_case_tell').on(t.tellAt).where(sql`tell_at is not null`),
  ],
)

/** What happened to a case, never changed. */
export const applicationStep = pgTable(
  'application_step',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    caseId: uuid('case_id').notNull(),
    at: instant('at').notNull(),
    event: text('event').notNull(),
    status: text('status').notNull(),
    actor: text('actor').notNull(),
    /** Null where no member of staff did it. */
    staffId: uuid('staff_id'),
    reasons: jsonb('reasons').$type<readonly string[]>().notNull(),
  },
  t => [index('application_step_case').on(t.caseId, t.at)],
)

/** Days that do not count: `until` is the first that counts again. */
export const applicationStop = pgTable(
  'application_stop',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    caseId: uuid('case_id').notNull(),
    reason: text('reason').notNull(),
    from: date('from', { mode: 'string' }).notNull(),
    until: date('until', { mode: 'string' }),
  },
  t => [index('application_stop_case').on(t.caseId)],
)

/** Tries to find a case or to tell a code, counted by what is tried and by who tries: guessing gets nowhere. */
export const applicationLookup = pgTable(
  'application_lookup',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** Keyed hash of the conversation, or of what was said. */
    key: text('key').notNull(),
    at: instant('at').notNull(),
  },
  t => [index('application_lookup_key').on(t.key, t.at)],
)
