import { afterEach, beforeEach, expect, test } from 'vitest'
import { staffAccount } from '../../../db/schema/index.ts'
import { demoStaff } from '../../../db/seed/staff.ts'
import { signIn, type TestApp, testApp } from '../test-app.ts'
import { createStaff } from './create-staff.ts'

let rig: TestApp
beforeEach(async () => {
  rig = await testApp('pglite')
})
afterEach(() => rig.close())

const staff = demoStaff.map((one, i) => ({ ...one, password: `password-of-${i}` }))

test('everybody of the demo gets in with their own role and areas, and no password stands in a row', async () => {
  expect(await createStaff(rig.database, staff)).toEqual(staff.map(one => one.username))
  for (const { username, password, role, areas } of staff) {
    const me = await rig.ask('GET', '/api/me', { cookie: await signIn(rig, username, password) })
    expect(await me.json()).toMatchObject({ username, role, areas })
  }
  const rows = await rig.database.db.select().from(staffAccount)
  expect(rows).toHaveLength(staff.length)
  expect(JSON.stringify(rows)).not.toContain('password-of')
})

test('two processes that start together make everybody once', async () => {
  const made = await Promise.all([createStaff(rig.database, staff), createStaff(rig.database, staff)])
  expect(made.flat().sort()).toEqual(staff.map(one => one.username).sort())
})

test('making all of them takes little of the start, and finding them there next to nothing', async () => {
  const took = async () => {
    const began = performance.now()
    await createStaff(rig.database, staff)
    return performance.now() - began
  }
  expect(await took()).toBeLessThan(2_000)
  expect(await took()).toBeLessThan(200)
})
