import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'

vi.setConfig({ testTimeout: 180_000 })

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-start-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function started(env: Record<string, string>): Promise<DeskProcess> {
  const desk = await startDeskProcess({ env })
  onTestFinished(async () => {
    await desk.stop('SIGKILL')
  })
  return desk
}

test('a fresh folder becomes a desk, for its owner and one process alone, and starts again with the same sign-ins', async () => {
  const DATA_DIR = await freshFolder()
  const first = await started({ DATA_DIR })
  expect((await stat(DATA_DIR)).mode & 0o777).toBe(0o700)
  const signIn = /operator1 \/ \S+/.exec(first.output())?.[0]
  expect(signIn).toBeDefined()
  await expect(startDeskProcess({ env: { DATA_DIR } })).rejects.toThrow('is in use by another process')
  expect(await first.stop()).toBe(0)
  const second = await started({ DATA_DIR })
  expect(second.output()).toContain(signIn)
  expect(await second.stop()).toBe(0)
})

test('what nobody caught ends the desk, and none of its words are written', async () => {
  const onSignal = `process.on('SIGUSR2', () => { throw new TypeError(process.env.WORDS) })`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(onSignal)}`
  const desk = await started({ DATA_DIR: await freshFolder(), SEED: 'none', NODE_OPTIONS, WORDS: '王奶奶 13800000301' })
  expect(await desk.stop('SIGUSR2')).toBe(1)
  expect(desk.output()).toContain('"event":"crashed"')
  expect(desk.output()).toContain('"error":"TypeError"')
  expect(desk.output()).not.toMatch(/王奶奶|13800000301/)
})

test('on any free port the desk names the one it has, and takes changes from its own pages there', async () => {
  const desk = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/commands/start.ts'], {
    env: { PATH: process.env.PATH, DATA_DIR: await freshFolder(), PORT: '0', SEED: 'none', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    desk.kill('SIGKILL')
  })
  // Read to its end: who stops reading takes the desk's output away, and the desk with it.
  const said = await new Promise<string>(done => {
    let text = ''
    desk.stdout.on('data', (chunk: Buffer) => {
      text += chunk
      if (text.includes('npm run chat\n')) done(text)
    })
  })
  const page = /page {5}(http:\/\/127\.0\.0\.1:[1-9]\d*)\/\n/.exec(said)?.[1] ?? ''
  // Told by its own address alone: the Host is another's, as behind a proxy.
  expect(await signIn(page, { host: 'desk.internal', origin: page })).toBe(401)
  expect(await signIn(page, { host: 'desk.internal', origin: 'http://127.0.0.1:1' })).toBe(403)
})

/** The status of a sign-in with a wrong password: 403 when the page is a stranger's. */
async function signIn(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const post = request(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  })
  post.end(JSON.stringify({ username: 'nobody', password: 'wrong-password' }))
  // once() gives what the event carries as unknowns.
  const [response] = (await once(post, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode
}
