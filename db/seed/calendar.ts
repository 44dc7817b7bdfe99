import type { Tx } from '../database.ts'
import { calendarYear } from '../schema/index.ts'
import years from './data/calendar-years.json' with { type: 'json' }

/** The years whose notices are known. Later ones are data that an operator adds: none is ever invented. */
export async function seedCalendar(tx: Tx): Promise<void> {
  const rows = years.map(year => ({ ...year, addedBy: 'seed' }))
  await tx.insert(calendarYear).values(rows).onConflictDoNothing()
}
