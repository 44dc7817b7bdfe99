import { randomInt } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import { createStaff, type NewStaff } from './create-staff.ts'

export interface SignIn {
  readonly username: string
  readonly password: string
}

const fileSchema = z.record(z.string(), z.string())
/** Nothing that looks like something else on paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * Demo staff with passwords made at random once: kept in `dataDir`, readable by its owner only. Gives the sign-ins that
 * work, to be printed; staff that an earlier start of another folder made keep passwords that nobody here knows.
 */
export async function demoSignIns(
  database: Database,
  dataDir: string,
  staff: readonly Omit<NewStaff, 'password'>[],
): Promise<readonly SignIn[]> {
  const file = join(dataDir, 'demo-sign-ins.json')
  const kept = await readKept(file)
  const wanted = staff.map(one => ({ ...one, password: kept[one.username] ?? makePassword() }))
  // Written before the rows: a start that dies in between finds the same passwords again.
  if (wanted.some(one => !(one.username in kept))) await keep(file, wanted)
  const added = await createStaff(database, wanted)
  const known = wanted.filter(one => one.username in kept || added.includes(one.username))
  if (known.length < wanted.length) await keep(file, known)
  return known.map(({ username, password }) => ({ username, password }))
}

/** The sign-ins of SEED=test: known to everybody, so never for a desk that people use. */
export const TEST_STAFF: readonly NewStaff[] = [
  { username: 'staff1', name: '测试坐席', role: 'supervisor', areas: ['4101'], password: 'staff-password-01' },
  { username: 'admin1', name: '测试管理员', role: 'administrator', areas: ['4101'], password: 'admin-password-01' },
]

async function readKept(file: string): Promise<Readonly<Record<string, string>>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}

async function keep(file: string, staff: readonly SignIn[]): Promise<void> {
  const text = JSON.stringify(Object.fromEntries(staff.map(one => [one.username, one.password])), null, 2)
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return [group(), group(), group()].join('-')
}
