import * as z from 'zod'
import type { Database } from '../../../db/database.ts'
import { area } from '../../../db/schema/index.ts'
import { staffUser } from '../../../db/schema/staff.ts'
import { eq, like } from '../../../db/sql.ts'
import { CallerError } from '../../core/errors.ts'
import { AREA_CODE, ROLES, USERNAME } from '../../core/staff.ts'
import { createStaff } from './create-staff.ts'

export const addStaffSchema = z.object({
  username: z.string().regex(USERNAME),
  name: z.string().min(1).max(100),
  role: z.enum(ROLES),
  areas: z.array(z.string().regex(AREA_CODE)).min(1).max(50),
  /** The sign-in takes up to 128. */
  password: z.string().min(12, 'has 12 characters or more').max(128, 'has 128 characters at most'),
})

/** Somebody new, whose name and areas can be. Gives their id. */
export async function addStaff(database: Database, staff: z.output<typeof addStaffSchema>): Promise<string> {
  for (const code of staff.areas) await requireArea(database, code)
  const [made] = await createStaff(database, [staff])
  if (made === undefined) throw new CallerError('conflict', `${staff.username} is taken`)
  const [row] = await database.db
    .select({ id: staffUser.id })
    .from(staffUser)
    .where(eq(staffUser.username, staff.username.toLowerCase()))
  if (!row) throw new Error('somebody just made is not there')
  return row.id
}

/** A slip of one digit would let them see nobody, or others. */
async function requireArea({ db }: Database, code: string): Promise<void> {
  const [found] = await db
    .select({ code: area.code })
    .from(area)
    .where(like(area.code, `${code}%`))
    .limit(1)
  if (!found) throw new CallerError('bad_request', `no area ${code} is on file`)
}
