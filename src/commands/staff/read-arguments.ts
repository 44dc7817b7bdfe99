import { parseArgs } from 'node:util'
import * as z from 'zod'
import { AREA_CODE, ROLES, USERNAME } from '../../core/staff.ts'

const username = z.string().regex(USERNAME)
const nothing = z.strictObject({})

const added = z
  .object({
    positionals: z.tuple([z.literal('add'), username]),
    values: z.object({
      role: z.enum(ROLES),
      area: z.array(z.string().regex(AREA_CODE)).min(1),
      name: z.string().trim().min(1).max(100).optional(),
      'password-stdin': z.boolean().default(false),
    }),
  })
  .transform(({ positionals: [kind, username], values }) => ({
    kind,
    username,
    name: values.name ?? username,
    role: values.role,
    areas: values.area,
    passwordOnStdin: values['password-stdin'],
  }))
const listed = z
  .object({ positionals: z.tuple([z.literal('list')]), values: nothing })
  .transform(({ positionals: [kind] }) => ({ kind }))
const disabled = z
  .object({ positionals: z.tuple([z.literal('disable'), username]), values: nothing })
  .transform(({ positionals: [kind, username] }) => ({ kind, username }))
const shape = z.union([added, listed, disabled])

export type StaffArguments = z.output<typeof shape>

/** Null: not understood. A password is no argument: every user of the machine reads those. */
export function readArguments(given: readonly string[]): StaffArguments | null {
  return shape.safeParse(split(given)).data ?? null
}

function split(args: readonly string[]): unknown {
  try {
    const options = {
      role: { type: 'string' },
      area: { type: 'string', multiple: true },
      name: { type: 'string' },
      'password-stdin': { type: 'boolean' },
    } as const
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    // An option that we don't have, or one without its value.
    return null
  }
}
