import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localised } from '../../src/core/language.ts'
import { sql } from '../sql.ts'
import { bytes, instant } from './columns.ts'

export const dish = pgTable('dish', {
  code: text('code').primaryKey(),
  number: integer('number').notNull().unique(),
  name: jsonb('name').$type<Localised>().notNull(),
  category: text('category').notNull(),
  priceFen: integer('price_fen').notNull(),
  unit: text('unit').notNull(),
  periods: jsonb('periods').$type<readonly string[]>().notNull(),
  tags: jsonb('tags').$type<readonly string[]>().notNull(),
  allergens: jsonb('allergens').$type<readonly string[]>().notNull(),
  aliases: jsonb('aliases').$type<readonly string[]>().notNull(),
  gramsPerUnit: integer('grams_per_unit'),
  maxPerOrder: integer('max_per_order').notNull(),
})

export const dishTerm = pgTable('dish_term', {
  term: text('term').primaryKey(),
  candidates: jsonb('candidates').$type<readonly string[]>().notNull(),
})

/** Words and codes of dishes.json that are data: units, periods, dietary codes, allergens. */
export const mealVocabulary = pgTable(
  'meal_vocabulary',
  {
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    place: integer('place').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    data: jsonb('data').notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.code] })],
)

export const site = pgTable('site', {
  code: text('code').primaryKey(),
  kind: text('kind').notNull(),
  name: jsonb('name').$type<Localised>().notNull(),
  street: text('street').notNull(),
  address: jsonb('address').$type<Localised>().notNull(),
  phone: text('phone').notNull(),
  menuTemplate: text('menu_template').notNull(),
  halalPermit: boolean('halal_permit').notNull(),
  closedWeekdays: jsonb('closed_weekdays').$type<readonly number[]>().notNull(),
  deliversTo: jsonb('delivers_to').$type<readonly string[]>().notNull(),
  /** null: no delivery. */
  deliveryFeeFen: integer('delivery_fee_fen'),
})

export const sitePeriod = pgTable(
  'site_period',
  {
    site: text('site')
      .notNull()
      .references(() => site.code),
    period: text('period').notNull(),
    opens: text('opens').notNull(),
    closes: text('closes').notNull(),
    cutoff: text('cutoff').notNull(),
    cutoffDayOffset: integer('cutoff_day_offset').notNull(),
    mealsCapacity: integer('meals_capacity').notNull(),
    portionsDefault: integer('portions_default').notNull(),
    portions: jsonb('portions').$type<Readonly<Record<string, number>>>().notNull(),
    courierSlots: jsonb('courier_slots').$type<readonly { from: string; to: string; capacity: number }[]>().notNull(),
  },
  t => [primaryKey({ columns: [t.site, t.period] })],
)

export const menuTemplate = pgTable(
  'menu_template',
  {
    template: text('template').notNull(),
    weekday: integer('weekday').notNull(),
    period: text('period').notNull(),
    dishes: jsonb('dishes').$type<readonly string[]>().notNull(),
  },
  t => [primaryKey({ columns: [t.template, t.weekday, t.period] })],
)

/**
 * Changes with whatever is written to the tables above and to the rules of subsidies, by triggers (0009): whoever
 * remembers what stands in them asks for this alone.
 */
export const mealsVersion = pgTable('meals_version', { version: uuid('version').notNull().defaultRandom() })

/** A dish that a site does not serve on one day. */
export const dishStop = pgTable(
  'dish_stop',
  {
    site: text('site').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    dish: text('dish').notNull(),
  },
  t => [primaryKey({ columns: [t.site, t.date, t.dish] })],
)

/** Made when first wanted. `kind`: meals (key empty) · dish (its code) · courier (slot's start). 0 ≤ taken ≤ capacity. */
export const stock = pgTable(
  'stock',
  {
    site: text('site').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    period: text('period').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    capacity: integer('capacity').notNull(),
    taken: integer('taken').notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.site, t.date, t.period, t.kind, t.key] }),
    check('stock_taken', sql`taken >= 0 and taken <= capacity`),
  ],
)

export const subsidyRule = pgTable('subsidy_rule', {
  code: text('code').primaryKey(),
  name: jsonb('name').$type<Localised>().notNull(),
  who: jsonb('who')
    .$type<{ categories: 'any' | readonly string[]; minAge: number; maxAge?: number | undefined }>()
    .notNull(),
  kind: text('kind').notNull(),
  percent: integer('percent'),
  amountFen: integer('amount_fen'),
  maxFen: integer('max_fen'),
  periods: jsonb('periods').$type<readonly string[]>().notNull(),
  funding: text('funding').notNull(),
  validFrom: date('valid_from', { mode: 'string' }).notNull(),
  validTo: date('valid_to', { mode: 'string' }),
  place: integer('place').notNull(),
})

/** At most one a diner, date and period, in whichever channel it was ordered. */
export const subsidyClaim = pgTable(
  'subsidy_claim',
  {
    dinerId: uuid('diner_id').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    period: text('period').notNull(),
    orderId: uuid('order_id').notNull(),
    amountFen: integer('amount_fen').notNull(),
  },
  t => [primaryKey({ columns: [t.dinerId, t.date, t.period] })],
)

/** 单号 without its check digit; gaps are allowed. */
export const mealOrderSerial = pgSequence('meal_order_serial', { startWith: 10_000 })

export const mealOrder = pgTable(
  'meal_order',
  {
    id: uuid('id').primaryKey(),
    /** 单号: what people say. */
    number: text('number').notNull().unique(),
    /** Same event, same step: the same order. */
    actKey: text('act_key').notNull().unique(),
    /** Who ordered; whose data key seals `recipient`. */
    contactId: uuid('contact_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** Who eats, where on file; null for somebody named only in the order. */
    dinerId: uuid('diner_id'),
    site: text('site').notNull(),
    /** Division code for staff areas: the site's street. */
    area: text('area').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    period: text('period').notNull(),
    mode: text('mode').notNull(),
    courierSlot: text('courier_slot'),
    lines: jsonb('lines').$type<readonly { dish: string; quantity: number; priceFen: number }[]>().notNull(),
    /** Dietary codes for the kitchen. */
    dietary: jsonb('dietary').$type<readonly string[]>().notNull(),
    priceFen: integer('price_fen').notNull(),
    deliveryFen: integer('delivery_fen').notNull(),
    subsidyFen: integer('subsidy_fen').notNull(),
    subsidyRule: text('subsidy_rule'),
    dueFen: integer('due_fen').notNull(),
    payBy: text('pay_by').notNull(),
    /** dishes.json order_statuses. */
    status: text('status').notNull(),
    /** Sealed JSON: name, address, phone, note, allergies. */
    recipient: bytes('recipient').notNull(),
    /** Keyed hash of diner, site, date, period and lines: the same act within 60 s is answered with the first number. */
    sameness: text('sameness').notNull(),
    placedAt: instant('placed_at').notNull(),
    undoUntil: instant('undo_until').notNull(),
    statusAt: instant('status_at').notNull(),
  },
  t => [
    index('meal_order_kitchen').on(t.site, t.date, t.period),
    index('meal_order_contact').on(t.contactId, t.placedAt),
    index('meal_order_diner').on(t.dinerId, t.date),
    index('meal_order_sameness').on(t.sameness, t.placedAt),
    index('meal_order_undo').on(t.undoUntil).where(sql`status = 'placed'`),
    index('meal_order_delivered').on(t.statusAt).where(sql`status = 'delivered'`),
    index('meal_order_waiting').on(t.site, t.date, t.period, t.placedAt).where(sql`status = 'waitlisted'`),
  ],
)
