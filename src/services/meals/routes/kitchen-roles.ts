import { ROLES, type Role, type Staff } from '../../../core/staff.ts'

/** Those who cook, carry and answer for it; others see counts. */
const SEES_NAMES: readonly Role[] = ['operator', 'dispatcher', 'supervisor']

export function seesNames(staff: Staff): boolean {
  return SEES_NAMES.includes(staff.role)
}

export const KITCHEN_ROLES: readonly Role[] = ROLES.filter(role => role !== 'editor')
export const MARKING_ROLES = SEES_NAMES
