import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { SettingError } from '../core/errors.ts'
import { ROLES } from '../core/staff.ts'
import { runCommand } from './run-command.ts'
import { readArguments, type StaffArguments } from './staff/read-arguments.ts'
import { type AskDesk, withDesk } from './with-desk.ts'

const USAGE = `npm run staff -- add NAME --role ROLE --area AREA    somebody who signs in to the console; several areas, several --area
                     [--name SHOWN] [--password-stdin]    else a password is made and printed once
npm run staff -- list                                who there is
npm run staff -- disable NAME                        signs them out, and lets them in no more
NAME: 3 to 30 letters, digits, _ or .; ROLE: ${ROLES.join(', ')}; AREA: a division code, as in 4101, 410105 or 410105006`

const listShape = z.object({
  staff: z.array(
    z.object({
      username: z.string(),
      name: z.string(),
      role: z.string(),
      areas: z.array(z.string()),
      disabled: z.boolean(),
    }),
  ),
})
const endedShape = z.object({ ended: z.number() })

async function add(ask: AskDesk, { kind: _, passwordOnStdin, ...staff }: Extract<StaffArguments, { kind: 'add' }>) {
  const password = passwordOnStdin ? await typed() : randomBytes(12).toString('base64url')
  await ask('/operator/staff/add', { ...staff, password })
  const done = `${staff.username} signs in as ${staff.role} of ${staff.areas.join(', ')}.`
  return passwordOnStdin ? done : `${done}\nPassword: ${password}    (it is shown this once)`
}

/** The line break that a shell or an editor puts at the end is none of it. */
const typed = async () => (await text(process.stdin)).replace(/\r?\n$/, '')

async function list(ask: AskDesk): Promise<string> {
  const { staff } = listShape.parse(await ask('/operator/staff/list'))
  const table = staff.map(one => [
    one.username,
    one.role,
    one.areas.join(','),
    one.name,
    one.disabled ? 'disabled' : '',
  ])
  const widths = [0, 1, 2].map(column => Math.max(0, ...table.map(row => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return table.length === 0 ? 'Nobody yet.' : table.map(row => line(row).trimEnd()).join('\n')
}

async function disable(ask: AskDesk, username: string): Promise<string> {
  const { ended } = endedShape.parse(await ask('/operator/staff/disable', { username }))
  return `${username} can not sign in any more. Sessions ended: ${ended}.`
}

await runCommand(async () => {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) throw new SettingError(USAGE)
  return withDesk(ask => {
    if (asked.kind === 'add') return add(ask, asked)
    return asked.kind === 'list' ? list(ask) : disable(ask, asked.username)
  })
})
