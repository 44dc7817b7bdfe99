import { verifyPassword } from 'better-auth/crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '../../../db/database.ts'
import { staffAccount, staffUser } from '../../../db/schema/staff.ts'
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
  return account?.hash ? verifyPassword({ hash: account.hash, password }) : false
}
