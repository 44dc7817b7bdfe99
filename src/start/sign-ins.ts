import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Database } from '../../db/database.ts'
import { demoStaff } from '../../db/seed/staff.ts'
import { createStaff, type NewStaff } from '../http/auth/create-staff.ts'
import { passwordHolds } from '../http/auth/password-holds.ts'
import type { Settings } from '../settings.ts'
import { writePrivateFile } from './write-private-file.ts'

export interface SignIn {
  readonly username: string
  readonly password: string
  readonly role: string
}

const CITY = ['4101']
/** Known to everybody: under SEED=test alone, and then nobody else. */
const TEST_STAFF: readonly NewStaff[] = [
  { username: 'staff1', name: '测试坐席', role: 'supervisor', areas: CITY, password: 'staff-password-01' },
  { username: 'admin1', name: '测试管理员', role: 'administrator', areas: CITY, password: 'admin-password-01' },
]

const signInShape = z.array(z.object({ username: z.string(), password: z.string(), role: z.string() }))

/**
 * Makes the seed's staff once and gives what to print: the demo's passwords are random and kept in the data folder.
 * They are written down as a plan before the rows are made, so that a process killed between the two leaves nobody
 * whose password is known to no one; the plan goes once it is carried out.
 */
export async function seedSignIns(database: Database, settings: Settings): Promise<readonly SignIn[]> {
  if (settings.seed === 'none') return []
  if (settings.seed === 'test') {
    await createStaff(database, TEST_STAFF)
    return TEST_STAFF
  }
  const file = join(settings.dataDir, 'demo-sign-ins.json')
  const kept = await readKept(file)
  if (kept) return kept
  const planFile = join(settings.dataDir, 'demo-sign-ins-planned.json')
  const planned = (await readKept(planFile)) ?? (await plan(planFile))
  const signIns = await carryOut(database, planned)
  if (signIns.length > 0) await writePrivateFile(file, JSON.stringify(signIns, null, 2))
  await rm(planFile, { force: true })
  return signIns
}

async function plan(file: string): Promise<readonly SignIn[]> {
  const planned = demoStaff.map(({ username, role }) => ({ username, password: randomPassword(), role }))
  await writePrivateFile(file, JSON.stringify(planned, null, 2))
  return planned
}

/** Those of another process or an earlier start have passwords that nobody here knows. */
async function carryOut(database: Database, planned: readonly SignIn[]): Promise<readonly SignIn[]> {
  const passwords = new Map(planned.map(({ username, password }) => [username, password]))
  const staff = demoStaff.flatMap(({ username, name, role, areas }) => {
    const password = passwords.get(username)
    return password ? [{ username, name, role, areas, password }] : []
  })
  const made = new Set(await createStaff(database, staff))
  const ours: SignIn[] = []
  for (const one of planned) {
    if (made.has(one.username) || (await passwordHolds(database, one))) ours.push(one)
  }
  return ours
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
