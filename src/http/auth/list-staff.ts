import type { Database } from '../../../db/database.ts'
import { staffUser } from '../../../db/schema/staff.ts'

/** By user name; passwords stay where they are. */
export function listStaff({ db }: Database) {
  const { username, name, role, areas, disabled } = staffUser
  return db.select({ username, name, role, areas, disabled }).from(staffUser).orderBy(username)
}
