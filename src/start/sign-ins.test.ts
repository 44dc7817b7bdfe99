import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '../../db/database.ts'
import { demoStaff } from '../../db/seed/staff.ts'
import { testDatabase } from '../../test/database.ts'
import { createStaffAuth } from '../http/auth/staff-auth.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type SignIn, seedSignIns } from './sign-ins.ts'

vi.setConfig({ testTimeout: 90_000 })

async function fresh(): Promise<{ database: Database; settings: Settings; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'sign-ins-'))
  const database = await testDatabase('pglite')
  onTestFinished(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { database, folder, settings: readSettings({ DATA_DIR: folder }) }
}

async function signsIn(database: Database, { username, password }: SignIn): Promise<boolean> {
  const auth = createStaffAuth(database, { secret: 'x'.repeat(32), publicUrl: 'http://desk.test' })
  return (await auth.signIn(username, password, new Headers())) !== null
}

const names = (signIns: readonly SignIn[]) => signIns.map(one => one.username)
const everybody = demoStaff.map(one => one.username)

describe('a start that dies while it makes the sign-ins', () => {
  const deaths: [string, Pick<Database, 'transaction'>['transaction'] | null][] = [
    ['before the staff are stored', () => Promise.reject(new Error('killed'))],
    ['when they have just been stored', null],
  ]
  test.each(deaths)('%s: the next one knows everybody’s password', async (_, transaction) => {
    const { database, settings, folder } = await fresh()
    const dying: Database = {
      ...database,
      transaction: transaction ?? (work => database.transaction(work).then(() => Promise.reject(new Error('killed')))),
    }
    await expect(seedSignIns(dying, settings)).rejects.toThrow('killed')
    const signIns = await seedSignIns(database, settings)
    expect(names(signIns)).toEqual(everybody)
    // Hashing is slow by design: the first and the last stand for all.
    for (const one of [signIns[0], signIns.at(-1)]) expect(one && (await signsIn(database, one))).toBe(true)
    expect(await readdir(folder)).toEqual(['demo-sign-ins.json'])
    expect((await stat(join(folder, 'demo-sign-ins.json'))).mode & 0o777).toBe(0o600)
    expect(await seedSignIns(database, settings)).toEqual(signIns)
  })
})

test('staff of another start, with passwords nobody here knows, are not printed', async () => {
  const { database, settings } = await fresh()
  await seedSignIns(database, settings)
  const elsewhere = await fresh()
  expect(await seedSignIns(database, elsewhere.settings)).toEqual([])
})

test('a data folder that is not there yet is made, for its owner alone', async () => {
  const { database, folder } = await fresh()
  const DATA_DIR = join(folder, 'new')
  expect(names(await seedSignIns(database, readSettings({ DATA_DIR })))).toEqual(everybody)
  expect((await stat(DATA_DIR)).mode & 0o777).toBe(0o700)
})
