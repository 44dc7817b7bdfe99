import * as z from 'zod'
import { ROLES, type Role } from '../../src/core/staff.ts'
import people from './data/people.json' with { type: 'json' }

export interface DemoStaff {
  readonly code: string
  readonly username: string
  readonly name: string
  readonly role: Role
  /** Prefixes of division codes. */
  readonly areas: readonly string[]
}

const staffShape = z.object({
  code: z.string(),
  username: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  areas: z.array(z.string()),
})

/** Who signs in at a demo desk; passwords are made with the sign-ins and stand nowhere in the data. */
export const demoStaff: readonly DemoStaff[] = z.array(staffShape).parse(people.staff)
