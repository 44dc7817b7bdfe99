import type { StaffId } from './ids.ts'

export const ROLES = ['operator', 'dispatcher', 'caseworker', 'supervisor', 'editor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** What the sign-in takes as a user name. */
export const USERNAME = /^[a-zA-Z0-9_.]{3,30}$/
/** City, district, street or town. */
export const AREA_CODE = /^(\d{4}|\d{6}|\d{9})$/

export interface Staff {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
  /** Prefixes of division codes (4101, 410105, 410105006): they see only rows whose area starts with one. */
  readonly areas: readonly string[]
}
