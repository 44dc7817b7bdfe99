import type { Staff } from '../src/core/staff.ts'
import { type AnyColumn, type SQL, sql } from './sql.ts'

/** Only rows of the staff member's own areas: part of every query, so that no list or look-up can forget it. */
export function inAreas(area: AnyColumn | SQL, staff: Pick<Staff, 'areas'>): SQL {
  const prefixes = JSON.stringify(staff.areas)
  return sql`exists (select 1 from jsonb_array_elements_text(${prefixes}::jsonb) own where starts_with(${area}, own))`
}
