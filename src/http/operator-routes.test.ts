import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditLog, staffUser } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { operatorPass } from './operator-pass.ts'
import { signIn, type TestApp, testApp } from './test-app.ts'

const WANG = { username: 'Wang.Min', name: '王敏', role: 'caseworker', areas: ['410105'], password: 'right-password' }

let rig: TestApp
beforeAll(async () => {
  rig = await testApp('pglite')
})
afterAll(() => rig.close())

function ask(path: string, body: object, signed: object = body) {
  const key = rig.ports.operatorKey
  const authorization = operatorPass(key, { path: `/operator${path}`, body: JSON.stringify(signed) }, Date.now())
  return rig.ask('POST', `/operator${path}`, { body, headers: { authorization } })
}
const audited = (act: string) => rig.database.db.select().from(auditLog).where(eq(auditLog.act, act))
const users = () => rig.database.db.select().from(staffUser)

describe('whoever runs the desk', () => {
  test('adds and disables staff, and both are written down', async () => {
    expect((await ask('/staff/add', WANG)).status).toBe(200)
    const cookie = await signIn(rig, 'wang.min', WANG.password)
    const [{ id } = { id: '' }] = await users()
    expect(await audited('staff.add')).toMatchObject([{ staffId: 'operator', subject: id }])
    expect(await (await ask('/staff/disable', { username: 'wang.min' })).json()).toEqual({ ended: 1 })
    expect((await rig.ask('GET', '/api/me', { cookie })).status).toBe(401)
    expect(await audited('staff.disable')).toMatchObject([{ staffId: 'operator', subject: id }])
    const { password: _, username, ...shown } = WANG
    const listed = [{ ...shown, username: username.toLowerCase(), disabled: true }]
    expect(await (await ask('/staff/list', {})).json()).toEqual({ staff: listed })
  })

  test.each([
    ['a name that is taken', { username: 'wang.MIN' }, 409],
    ['a name that nobody could sign in with', { username: '王敏' }, 400],
    ['an area that is not on file', { areas: ['410105', '410199'] }, 400],
    ['no area', { areas: [] }, 400],
    ['a role that is none', { role: 'king' }, 400],
    ['a short password', { password: 'short' }, 400],
  ])('%s makes nobody', async (_, wrong, status) => {
    await ask('/staff/add', WANG)
    const answer = await ask('/staff/add', { ...WANG, username: 'other', ...wrong })
    expect(answer.status).toBe(status)
    expect(await answer.text()).not.toContain(WANG.password)
    expect(await users()).toHaveLength(1)
  })

  test('a pass for one request makes no other', async () => {
    const stranger = { ...WANG, username: 'stranger', role: 'administrator' }
    expect((await ask('/staff/add', stranger, WANG)).status).toBe(401)
    expect((await rig.ask('POST', '/operator/staff/list', { body: {} })).status).toBe(401)
    expect((await users()).map(one => one.username)).not.toContain('stranger')
  })
})
