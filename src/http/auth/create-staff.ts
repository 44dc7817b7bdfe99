import type { Database } from '../../../db/database.ts'
import { staffAccount, staffUser } from '../../../db/schema/staff.ts'
import { inArray } from '../../../db/sql.ts'
import { newId, type StaffId } from '../../core/ids.ts'
import type { Role } from '../../core/staff.ts'

export interface NewStaff {
  readonly username: string
  readonly name: string
  readonly role: Role
  /** Prefixes of division codes. */
  readonly areas: readonly string[]
  readonly password: string
}

/**
 * Adds those whose user name is still free, and gives their names; who exists keeps password, role and areas, and costs
 * no hashing.
 */
export async function createStaff(database: Database, staff: readonly NewStaff[]): Promise<readonly string[]> {
  const names = staff.map(one => one.username.toLowerCase())
  const existing = await database.db
    .select({ username: staffUser.username })
    .from(staffUser)
    .where(inArray(staffUser.username, names))
  const taken = new Set(existing.map(row => row.username))
  const free = staff.filter(one => !taken.has(one.username.toLowerCase()))
  if (free.length === 0) return []
  // Most starts create nobody: the library is loaded only where somebody is.
  const { hashPassword } = await import('better-auth/crypto')
  const hashed = await Promise.all(
    free.map(async one => ({ one, id: newId<StaffId>(), password: await hashPassword(one.password) })),
  )
  return database.transaction(async tx => {
    const added = await tx
      .insert(staffUser)
      .values(hashed.map(({ one, id }) => userRow(one, id)))
      // Another process may be adding the same ones.
      .onConflictDoNothing()
      .returning({ id: staffUser.id })
    const ours = hashed.filter(row => added.some(({ id }) => id === row.id))
    if (ours.length > 0) await tx.insert(staffAccount).values(ours.map(({ id, password }) => accountRow(id, password)))
    return ours.map(({ one }) => one.username)
  })
}

function userRow(one: NewStaff, id: StaffId) {
  const username = one.username.toLowerCase()
  // The sign-in library wants an address; staff sign in by name, and .invalid is never delivered to.
  const email = `${username}@staff.invalid`
  return { id, name: one.name, email, username, displayUsername: one.username, role: one.role, areas: one.areas }
}

function accountRow(userId: StaffId, password: string) {
  return { id: newId<StaffId>(), accountId: userId, providerId: 'credential', userId, password }
}
