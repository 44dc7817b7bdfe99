import type { StaffId } from './ids.ts'

export const ROLES = ['operator', 'dispatcher', 'caseworker', 'supervisor', 'editor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export interface Staff {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
  /** Prefixes of division codes (4101, 410105, 410105006): they see only rows whose area starts with one. */
  readonly areas: readonly string[]
}
