import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contact, identityCode } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import { ENGINES } from '../../../../test/database.ts'
import { addResident, sessionOf, type TestApp, testApp } from '../../../http/test-app.ts'
import { peopleTrade } from '../people-trade.ts'

const JINSHUI = '410105'
const PATH = '/api/identity-codes'

describe.each(ENGINES)('asking for a code over HTTP on %s', engine => {
  let rig: TestApp
  let cookie: string
  let body: { readonly contact: string }
  beforeAll(async () => {
    rig = await testApp(engine, { trades: vault => [peopleTrade({ vault, tell: async () => {} })] })
    cookie = await sessionOf(rig, 'caseworker', 'caseworker', [JINSHUI])
    const { contact: id } = await addResident(rig, `${JINSHUI}006`)
    const key = (await rig.vault.keys(rig.database.db, [id])).get(id)
    if (!key) throw new Error('no key')
    await rig.database.db
      .update(contact)
      .set({ profile: rig.vault.seal(key, { name: { 'zh-CN': '王秀英' } }) })
      .where(eq(contact.id, id))
    body = { contact: id }
  })
  afterAll(() => rig.close())

  const codes = () => rig.database.db.$count(identityCode)

  test('nobody who is not signed in gets one', async () => {
    expect((await rig.ask('POST', PATH, { body })).status).toBe(401)
    expect((await rig.ask('POST', PATH, { body, cookie: 'desk.session_token=made.up' })).status).toBe(401)
    expect(await codes()).toBe(0)
  })

  test.each(['https://evil.example', 'null'])('no page of another origin gets one: %s', async origin => {
    expect((await rig.ask('POST', PATH, { body, cookie, headers: { origin } })).status).toBe(403)
    expect(await codes()).toBe(0)
  })

  test.each(['operator', 'dispatcher', 'editor', 'administrator'] as const)('no %s gets one', async role => {
    const theirs = await sessionOf(rig, `role_${role}`, role, [JINSHUI])
    expect((await rig.ask('POST', PATH, { body, cookie: theirs })).status).toBe(403)
    expect(await codes()).toBe(0)
  })

  test('a caseworker of another district finds nobody', async () => {
    const theirs = await sessionOf(rig, 'elsewhere', 'caseworker', ['410103'])
    expect((await rig.ask('POST', PATH, { body, cookie: theirs })).status).toBe(404)
    expect((await rig.ask('POST', PATH, { body: { contact: 'x' }, cookie })).status).toBe(400)
    expect(await codes()).toBe(0)
  })

  test('a caseworker of theirs gets it, kept by nobody on the way', async () => {
    const response = await rig.ask('POST', PATH, { body, cookie })
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await response.json()).toEqual({
      code: expect.stringMatching(/^\d{5} \d{5}$/),
      until: new Date(rig.clock.now + 30 * 60_000).toISOString(),
    })
    expect(await codes()).toBe(1)
  })
})
