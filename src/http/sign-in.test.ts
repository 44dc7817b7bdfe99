import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditLog, staffSession, staffUser } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { ENGINES } from '../../test/database.ts'
import type { Role } from '../core/staff.ts'
import { createStaff } from './auth/create-staff.ts'
import { later, sessionOf, signIn, type TestApp, testApp } from './test-app.ts'

describe.each(ENGINES)('signing in on %s', engine => {
  let rig: TestApp
  beforeAll(async () => {
    rig = await testApp(engine)
    await createStaff(rig.database, [
      { username: 'wang', name: '王芳', role: 'operator', areas: ['4101'], password: 'right-password' },
    ])
  })
  afterAll(() => rig.close())

  const tryOut = (username: string, password: string) =>
    rig.ask('POST', '/api/auth/sign-in/username', { body: { username, password } })
  const newcomer = async (username: string, role: Role, areas: readonly string[]) => {
    await createStaff(rig.database, [{ username, name: username, role, areas, password: `${username}-password` }])
    return signIn(rig, username, `${username}-password`)
  }

  test('gives a session whose cookie scripts and other sites do not get', async () => {
    const response = await tryOut('wang', 'right-password')
    expect(response.status).toBe(200)
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
    const me = { username: 'wang', name: '王芳', role: 'operator', areas: ['4101'] }
    expect(await response.json()).toMatchObject(me)
    const mine = await rig.ask('GET', '/api/me', { cookie: cookie.split(';')[0] ?? '' })
    expect(await mine.json()).toMatchObject(me)
  })

  test('user names are taken in any case', async () => {
    expect((await tryOut('WANG', 'right-password')).status).toBe(200)
  })

  test.each([
    ['a wrong password', 'wang', 'wrong-password'],
    ['an unknown name', 'nobody', 'right-password'],
    ['a name of odd characters', "wang' or 1=1", 'right-password'],
  ])('%s is refused in the same words', async (_, username, password) => {
    const response = await tryOut(username, password)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      error: { code: 'unauthenticated', message: 'wrong user name or password' },
    })
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('is written down', async () => {
    await tryOut('wang', 'right-password')
    const [row] = await rig.database.db.select().from(auditLog).where(eq(auditLog.act, 'staff.sign_in')).limit(1)
    expect(row?.contactId).toBeNull()
  })

  test('signing out ends the session, not only its cookie', async () => {
    const cookie = await signIn(rig, 'wang', 'right-password')
    expect((await rig.ask('POST', '/api/auth/sign-out', { cookie })).status).toBe(200)
    expect((await rig.ask('GET', '/api/me', { cookie })).status).toBe(401)
  })

  test('a disabled account ends at once and can not come back', async () => {
    const cookie = await newcomer('gone', 'operator', ['4101'])
    expect((await rig.ask('GET', '/api/me', { cookie })).status).toBe(200)
    await rig.database.db.update(staffUser).set({ disabled: true }).where(eq(staffUser.username, 'gone'))
    expect((await rig.ask('GET', '/api/me', { cookie })).status).toBe(401)
    expect((await tryOut('gone', 'gone-password')).status).toBe(401)
  })

  test('a session that is too old is none', async () => {
    const cookie = await sessionOf(rig, 'old', 'operator', ['4101'])
    await rig.database.db.update(staffSession).set({ expiresAt: new Date(Date.now() - 1_000) })
    expect((await rig.ask('GET', '/api/me', { cookie })).status).toBe(401)
  })

  test('nobody makes an account or a role of their own over HTTP', async () => {
    const cookie = await newcomer('ambitious', 'operator', ['410105'])
    const paths = ['sign-up/email', 'sign-in/email', 'update-user', 'change-password', 'list-sessions', 'get-session']
    for (const path of paths) {
      const body = {
        username: 'x123',
        email: 'x@y.z',
        name: 'x',
        password: 'p'.repeat(12),
        role: 'administrator',
        areas: [''],
      }
      expect((await rig.ask('POST', `/api/auth/${path}`, { cookie, body })).status).toBe(404)
    }
    await rig.ask('POST', '/api/auth/sign-in/username', {
      body: { username: 'ambitious', password: 'ambitious-password', role: 'administrator', areas: ['41'] },
    })
    const me = await (await rig.ask('GET', '/api/me', { cookie })).json()
    expect(me).toMatchObject({ role: 'operator', areas: ['410105'] })
  })

  test('after ten wrong passwords in a minute even the right one waits', async () => {
    await createStaff(rig.database, [
      { username: 'guessed', name: '猜', role: 'operator', areas: ['4101'], password: 'right-password' },
    ])
    const guesses = await Promise.all(Array.from({ length: 14 }, (_, i) => tryOut('guessed', `guess-${i}-password`)))
    expect(guesses.filter(response => response.status === 401)).toHaveLength(10)
    expect(guesses.filter(response => response.status === 429)).toHaveLength(4)
    expect((await tryOut('guessed', 'right-password')).status).toBe(429)
    expect((await tryOut('wang', 'right-password')).status).toBe(200)
    later(rig, 61_000)
    expect((await tryOut('guessed', 'right-password')).status).toBe(200)
  })

  test('making staff again changes nothing of those who are there', async () => {
    const again = {
      username: 'Wang',
      name: 'x',
      role: 'administrator',
      areas: [''],
      password: 'other-password',
    } as const
    expect(await createStaff(rig.database, [again])).toEqual([])
    expect((await tryOut('wang', 'right-password')).status).toBe(200)
  })
})

test('behind https the cookie is Secure and browsers are told to stay there', async () => {
  const rig = await testApp('pglite', { ports: { publicUrl: 'https://desk.example.org' } })
  await createStaff(rig.database, [
    { username: 'wang', name: '王芳', role: 'operator', areas: ['4101'], password: 'right-password' },
  ])
  const response = await rig.ask('POST', '/api/auth/sign-in/username', {
    headers: { origin: 'https://desk.example.org' },
    body: { username: 'wang', password: 'right-password' },
  })
  expect(response.headers.getSetCookie()[0]).toMatch(/Secure/)
  expect(response.headers.get('strict-transport-security')).toContain('max-age')
  await rig.close()
})
