import { mealOrder } from '../../../../db/schema/index.ts'
import { type SQL, sql } from '../../../../db/sql.ts'
import { ROLES, type Role, type Staff } from '../../../core/staff.ts'

/** Only orders of the staff member's own areas: a part of every query. */
export function inArea(staff: Staff): SQL {
  const areas = JSON.stringify(staff.areas)
  return sql`exists (select 1 from jsonb_array_elements_text(${areas}::jsonb) own where starts_with(${mealOrder.area}, own))`
}

/** Those who cook, carry and answer for it; others see counts. */
const SEES_NAMES: readonly Role[] = ['operator', 'dispatcher', 'supervisor']

export function seesNames(staff: Staff): boolean {
  return SEES_NAMES.includes(staff.role)
}

export const KITCHEN_ROLES: readonly Role[] = ROLES.filter(role => role !== 'editor')
export const MARKING_ROLES = SEES_NAMES
