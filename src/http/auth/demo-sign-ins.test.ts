import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { staffAccount } from '../../../db/schema/index.ts'
import { demoStaff } from '../../../db/seed/staff.ts'
import { signIn, type TestApp, testApp } from '../test-app.ts'
import { createStaff } from './create-staff.ts'
import { demoSignIns, TEST_STAFF } from './demo-sign-ins.ts'

let rig: TestApp
let folder: string
beforeEach(async () => {
  rig = await testApp('pglite')
  folder = await mkdtemp(join(tmpdir(), 'demo-'))
})
afterEach(async () => {
  await rig.close()
  await rm(folder, { recursive: true })
})

test('demo staff get passwords of their own, which stay and open the console', async () => {
  const first = await demoSignIns(rig.database, folder, demoStaff)
  expect(first.map(one => one.username)).toEqual(demoStaff.map(one => one.username))
  expect(new Set(first.map(one => one.password)).size).toBe(demoStaff.length)
  for (const one of first) await signIn(rig, one.username, one.password)
  expect(await demoSignIns(rig.database, folder, demoStaff)).toEqual(first)
})

test('the passwords can be read by their owner only, and stand in no row', async () => {
  const [one] = await demoSignIns(rig.database, folder, demoStaff)
  const file = join(folder, 'demo-sign-ins.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toContain(one?.password ?? 'none')
  const rows = await rig.database.db.select().from(staffAccount)
  expect(rows).toHaveLength(demoStaff.length)
  expect(JSON.stringify(rows)).not.toContain(one?.password)
})

test('staff that another folder’s start made are not told with a password that is not theirs', async () => {
  await demoSignIns(rig.database, folder, demoStaff)
  const second = await mkdtemp(join(tmpdir(), 'demo-'))
  expect(await demoSignIns(rig.database, second, demoStaff)).toEqual([])
  await rm(second, { recursive: true })
})

test('making all of them takes no second of the start', async () => {
  const began = performance.now()
  await demoSignIns(rig.database, folder, demoStaff)
  await createStaff(rig.database, TEST_STAFF)
  expect(performance.now() - began).toBeLessThan(2_000)
  const again = performance.now()
  await demoSignIns(rig.database, folder, demoStaff)
  await createStaff(rig.database, TEST_STAFF)
  expect(performance.now() - again).toBeLessThan(200)
})

test.each([
  ['staff1', 'staff-password-01', 'supervisor'],
  ['admin1', 'admin-password-01', 'administrator'],
])('%s of SEED=test signs in for the whole city', async (username, password, role) => {
  await createStaff(rig.database, TEST_STAFF)
  const cookie = await signIn(rig, username, password)
  const me = await (await rig.ask('GET', '/api/me', { cookie })).json()
  expect(me).toMatchObject({ username, role, areas: ['4101'] })
})
