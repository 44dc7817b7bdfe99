import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { demoStaff } from '../../db/seed/staff.ts'
import { createStaff, type NewStaff } from '../http/auth/create-staff.ts'
import type { Settings } from '../settings.ts'

export interface SignIn {
  readonly username: string
  readonly password: string
  readonly role: string
}

const CITY = ['4101']
/** Known to everybody: under SEED=test alone. */
const TEST_STAFF: readonly NewStaff[] = [
  { username: 'staff1', name: '测试坐席', role: 'supervisor', areas: CITY, password: 'staff-password-01' },
  { username: 'admin1', name: '测试管理员', role: 'administrator', areas: CITY, password: 'admin-password-01' },
]

const signInShape = z.array(z.object({ username: z.string(), password: z.string(), role: z.string() }))

/** Makes the seed's staff once and gives what to print: the demo's passwords are random and kept in the data folder. */
export async function seedSignIns(database: Database, settings: Settings): Promise<readonly SignIn[]> {
  if (settings.seed === 'none') return []
  if (settings.seed === 'test') await createStaff(database, TEST_STAFF)
  const file = join(settings.dataDir, 'demo-sign-ins.json')
  const kept = await readKept(file)
  if (kept) return kept
  const staff = demoStaff.map(({ username, name, role, areas }) => ({
    username,
    name,
    role,
    areas,
    password: randomPassword(),
  }))
  const made = new Set(await createStaff(database, staff))
  // Those of another process or an earlier start have passwords that nobody here knows.
  const signIns = staff
    .filter(one => made.has(one.username))
    .map(({ username, password, role }) => ({ username, password, role }))
  if (signIns.length > 0) await writeFile(file, JSON.stringify(signIns, null, 2), { mode: 0o600 })
  return signIns
}

async function readKept(file: string): Promise<readonly SignIn[] | null> {
  try {
    return signInShape.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

const randomPassword = () => randomBytes(9).toString('base64url')
