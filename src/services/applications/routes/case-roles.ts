import type { Role } from '../../../core/staff.ts'

/** Those who work on cases and those who answer for them. */
export const CASE_ROLES: readonly Role[] = ['caseworker', 'supervisor']
