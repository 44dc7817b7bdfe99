import { applicationCase } from '../../../../db/schema/index.ts'
import { type SQL, sql } from '../../../../db/sql.ts'
import type { Role, Staff } from '../../../core/staff.ts'

/** Only cases of the staff member's own areas: a part of every query. */
export function inArea(staff: Staff): SQL {
  const areas = JSON.stringify(staff.areas)
  return sql`exists (select 1 from jsonb_array_elements_text(${areas}::jsonb) own where starts_with(${applicationCase.area}, own))`
}

/** Those who work on cases and those who answer for them. */
export const CASE_ROLES: readonly Role[] = ['caseworker', 'supervisor']
