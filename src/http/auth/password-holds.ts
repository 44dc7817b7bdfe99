import type { Database } from '../../../db/database.ts'
import { staffAccount, staffUser } from '../../../db/schema/staff.ts'
import { eq } from '../../../db/sql.ts'
import type { NewStaff } from './create-staff.ts'

/** Whether there is somebody of this user name who signs in with this password. Costs a hashing. */
export async function passwordHolds(
  database: Database,
  { username, password }: Pick<NewStaff, 'username' | 'password'>,
): Promise<boolean> {
  const [account] = await database.db
    .select({ hash: staffAccount.password })
    .from(staffAccount)
    .innerJoin(staffUser, eq(staffUser.id, staffAccount.userId))
    .where(eq(staffUser.username, username.toLowerCase()))
  if (!account?.hash) return false
  // Asked only after a start that was killed in the middle: the library is not loaded for every other one.
  const { verifyPassword } = await import('better-auth/crypto')
  return verifyPassword({ hash: account.hash, password })
}
