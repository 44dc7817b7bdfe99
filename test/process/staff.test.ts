import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { freePort } from '../free-port.ts'

vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '..', '..')
let env: Record<string, string>
let desk: DeskProcess
beforeAll(async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'zy-staff-'))
  env = { DATA_DIR, PORT: String(await freePort()), SEED: 'none' }
  desk = await startDeskProcess({ env })
})
afterAll(async () => {
  await desk.stop('SIGKILL')
  await rm(env.DATA_DIR ?? '', { recursive: true, force: true })
})

/** `npm run staff -- …`, with `typed` on its standard input. */
function staffCommand(args: readonly string[], typed = '') {
  const { PATH = '', HOME = '' } = process.env
  return new Promise<{ code: unknown; printed: string; complaint: string }>(done => {
    const options = { cwd: root, env: { PATH, HOME, ...env } }
    const child = execFile(process.execPath, ['src/commands/staff.ts', ...args], options, (error, printed, complaint) =>
      done({ code: error?.code ?? 0, printed, complaint }),
    )
    child.stdin?.end(typed)
  })
}

const ask = (path: string, more: RequestInit = {}) =>
  fetch(desk.url + path, {
    ...more,
    headers: { 'content-type': 'application/json', origin: desk.url, ...more.headers },
  })

async function signIn(username: string, password: string) {
  const response = await ask('/api/auth/sign-in/username', {
    method: 'POST',
    body: JSON.stringify({ username, password }),
  })
  return { status: response.status, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

test('whoever is added signs in with the password that is printed once, in their role and areas', async () => {
  const { code, printed } = await staffCommand([
    'add',
    'wang.min',
    '--role',
    'caseworker',
    '--area',
    '410105',
    '--area',
    '410103007',
    '--name',
    '王敏',
  ])
  expect(code).toBe(0)
  const [, password = ''] = /Password: (\S+)/.exec(printed) ?? []
  const { cookie } = await signIn('wang.min', password)
  const me = await (await ask('/api/me', { headers: { cookie } })).json()
  expect(me).toMatchObject({ username: 'wang.min', name: '王敏', role: 'caseworker', areas: ['410105', '410103007'] })
  expect(desk.output()).not.toContain(password)
})

test('a password of one’s own comes by standard input, and is not printed', async () => {
  const args = ['add', 'lihua', '--role', 'administrator', '--area', '4101', '--password-stdin']
  const added = await staffCommand(args, 'correct horse battery\n')
  expect([added.code, added.printed]).toEqual([0, expect.not.stringContaining('horse')])
  expect((await signIn('lihua', 'correct horse battery')).status).toBe(200)
})

test('whoever is disabled is signed out at once and can not come back', async () => {
  const { printed } = await staffCommand(['add', 'leaves', '--role', 'operator', '--area', '4101'])
  const password = /Password: (\S+)/.exec(printed)?.[1] ?? ''
  const { cookie } = await signIn('leaves', password)
  expect(await staffCommand(['disable', 'Leaves'])).toMatchObject({ code: 0, printed: expect.stringContaining('1') })
  expect((await ask('/api/me', { headers: { cookie } })).status).toBe(401)
  expect((await signIn('leaves', password)).status).toBe(401)
  expect(await staffCommand(['disable', 'leaves'])).toMatchObject({ code: 0 })
  const listed = (await staffCommand(['list'])).printed.split('\n')
  expect(listed.find(line => line.startsWith('leaves'))).toMatch(/operator\s+4101\s.*disabled/)
})

test.each([
  ['a name that is taken', ['add', 'Taken', '--role', 'operator', '--area', '4101'], 'taken'],
  ['an area that is not there', ['add', 'nowhere', '--role', 'operator', '--area', '999999'], '999999'],
  ['somebody who is not there', ['disable', 'nobody'], 'nobody'],
])('%s is refused in words', async (_, args, word) => {
  await staffCommand(['add', 'taken', '--role', 'operator', '--area', '4101'])
  const { code, printed, complaint } = await staffCommand(args)
  expect([code, printed]).toEqual([1, ''])
  expect(complaint).toContain(word)
  expect(complaint).not.toContain('at ')
})
