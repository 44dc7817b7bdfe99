import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** Holidays and worked weekends of one year, from the State Council's notice. Years that are missing are not known. */
export const calendarYear = pgTable('calendar_year', {
  year: integer('year').primaryKey(),
  offDays: jsonb('off_days').$type<readonly string[]>().notNull(),
  extraWorkdays: jsonb('extra_workdays').$type<readonly string[]>().notNull(),
  source: text('source').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: instant('added_at').notNull().defaultNow(),
})
