import type { Tx } from '../../../db/database.ts'
import { staffSession, staffUser } from '../../../db/schema/staff.ts'
import { eq } from '../../../db/sql.ts'
import { CallerError } from '../../core/errors.ts'

/** No sign-in any more; what was open ends. What they did keeps their name. `ended`: so many sessions. */
export async function disableStaff(tx: Tx, username: string): Promise<{ readonly id: string; readonly ended: number }> {
  const [user] = await tx
    .update(staffUser)
    .set({ disabled: true, updatedAt: new Date() })
    .where(eq(staffUser.username, username.toLowerCase()))
    .returning({ id: staffUser.id })
  if (!user) throw new CallerError('not_found', `there is no ${username}`)
  const ended = await tx.delete(staffSession).where(eq(staffSession.userId, user.id)).returning({ id: staffSession.id })
  return { id: user.id, ended: ended.length }
}
