import { type WorkCalendar, workCalendar } from '../src/core/work-calendar.ts'
import type { Tx } from './database.ts'
import { calendarYear } from './schema/index.ts'

/** The working calendar as far as operators have loaded it. */
export async function loadCalendar(db: Tx): Promise<WorkCalendar> {
  return workCalendar(await db.select().from(calendarYear))
}
