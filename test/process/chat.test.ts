import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { freePort } from '../free-port.ts'
import { type ChatEnd, startChat } from './chat-process.ts'
import { losingProxy } from './losing-proxy.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 160_000 })

async function freshFolder(clean: (work: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-'))
  clean(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

function chatted(lines: readonly string[], env: Record<string, string>, args: readonly string[] = []) {
  const chat = startChat(env, args)
  for (const line of lines) chat.say(line)
  return chat.end()
}

/** The parts stand in the text, each after the one before. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0
  for (const part of parts) {
    const at = text.indexOf(part, from)
    expect(at, `${part} is missing in:\n${text.slice(from)}`).toBeGreaterThanOrEqual(0)
    from = at + part.length
  }
}

const timesIn = (text: string, part: string) => text.split(part).length - 1
const texts = z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) })
const kept = z.record(z.string(), z.object({ session: z.string(), token: z.string() }))

/** What the desk has of the talk kept in the folder, as `from: text`. */
async function toldDesk(desk: string, DATA_DIR: string): Promise<string[]> {
  const [talk] = Object.values(kept.parse(JSON.parse(await readFile(join(DATA_DIR, 'chat-sessions.json'), 'utf8'))))
  const headers = { authorization: `Bearer ${talk?.token}` }
  const response = await fetch(`${desk}/chat/${talk?.session}/messages`, { headers })
  return texts.parse(await response.json()).messages.map(one => `${one.from}: ${one.text}`)
}

const FIRST_ORDER = ['订饭', '1', '王秀英', '1942', '1', '花园路', '90号院2号楼601', '没有', '对']
const TOMORROW = ['明天中午', '1', '1', '1']

describe('through a running desk', () => {
  let desk: DeskProcess
  let env: { PORT: string; DATA_DIR: string }
  const start = () => startDeskProcess({ env: { ...env, SEED: 'test' }, readyWithin: 150_000 })
  const after: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const DATA_DIR = await freshFolder(work => after.push(work))
    env = { DATA_DIR, PORT: String(await freePort()) }
    desk = await start()
  })
  afterAll(async () => {
    await desk.stop('SIGKILL')
    for (const work of after) await work()
  })

  test('a stranger registers, orders, takes it back, orders again and calls a person', async () => {
    const lines = [...FIRST_ORDER, ...TOMORROW, '撤销', '订饭', ...TOMORROW, '0']
    const { code, printed, complaint } = await chatted(lines, env)
    expect([code, complaint]).toEqual([0, ''])
    const [first = '', second = ''] = [...printed.matchAll(/单号 (\d+)$/gm)].map(match => match[1])
    expect(second).toMatch(/^\d+$/)
    expect(second).not.toBe(first)
    expectInOrder(printed, [
      '照应：您好',
      '  0 找人',
      '您：订饭\n照应：',
      '同意吗？\n  1 同意\n',
      '您叫什么名字',
      '对吗？',
      '王奶奶，记好了。',
      `单号 ${first}\n`,
      '您：撤销\n照应：',
      `单号 ${first} 给您撤了`,
      `单号 ${second}\n`,
      '您：0\n照应：好，给您找人',
    ])
    expect((await stat(join(env.DATA_DIR, 'chat-sessions.json'))).mode & 0o777).toBe(0o600)
    expect(await openHandoffs(desk.url)).toBe(1)
  })

  test('the next chat goes on with the same talk, and --new begins another, in the language wished', async () => {
    const env2 = { ...env, DATA_DIR: await freshFolder(onTestFinished) }
    await chatted(['订饭'], env2)
    const again = await chatted(['1'], env2)
    expectInOrder(again.printed, ['· 接着上回说。\n您：订饭\n照应：', '同意吗？', '您：1\n照应：您叫什么名字'])
    const other = await chatted([], env2, ['--new', '--lang', 'en'])
    expectInOrder(other.printed, ['Zhaoying: ', '1 Meals'])
    expect(other.printed).not.toContain('We go on')
  })

  test('an answer that gets lost is asked for again, and the line is not said twice', async () => {
    const proxy = await losingProxy(desk.url)
    onTestFinished(() => proxy.close())
    const DATA_DIR = await freshFolder(onTestFinished)
    const { code, printed } = await chatted(['订饭', '1'], { DATA_DIR }, [proxy.url])
    expect(code).toBe(0)
    expect(proxy.posted).toHaveLength(4)
    expect(new Set(proxy.posted).size).toBe(2)
    expectInOrder(printed, ['您：订饭', '同意吗？', '您：1', '您叫什么名字'])
    expectInOrder(printed, ['· 暂时连不上', '· 又连上了', '· 暂时连不上', '· 又连上了'])
    expect(timesIn(printed, '您叫什么名字')).toBe(1)
    const said = await toldDesk(desk.url, DATA_DIR)
    expect(said.filter(line => line.startsWith('resident'))).toEqual(['resident: 订饭', 'resident: 1'])
  })

  test('a line that the desk will never take is told of, and the talk goes on', async () => {
    const { printed } = await chatted(['长'.repeat(5_001), '订饭'], {
      ...env,
      DATA_DIR: await freshFolder(onTestFinished),
    })
    expectInOrder(printed, ['· 这句没发出去，一次最多5000个字。', '您：订饭\n照应：', '同意吗？'])
  })

  test('a desk that cannot start says why', async () => {
    const PORT = String(await freePort())
    const { code, printed, complaint } = await chatted([], { ...env, PORT })
    expect(code).toBe(1)
    expect(printed).toBe('· 照应还没开，正在开，请稍等。\n')
    expect(complaint).toMatch(/^照应没开起来：\nThe data folder .* is in use by another process/)
  })

  test('the desk is killed and comes back in the middle: the talk goes on, nothing is doubled', async () => {
    const DATA_DIR = await freshFolder(onTestFinished)
    const chat = startChat({ ...env, DATA_DIR })
    chat.say('订饭')
    await chat.hears('同意吗？')
    await desk.stop('SIGKILL')
    chat.say('1')
    await chat.hears('· 暂时连不上')
    desk = await start()
    await chat.hears('您叫什么名字')
    chat.say('王秀英')
    const { code, printed } = await chat.end()
    expect(code).toBe(0)
    expectInOrder(printed, ['同意吗？', '· 暂时连不上', '· 又连上了', '您叫什么名字', '您：王秀英\n照应：您哪一年出生'])
    const said = await toldDesk(desk.url, DATA_DIR)
    expect(said.slice(said.indexOf('resident: 订饭'))).toEqual([
      'resident: 订饭',
      expect.stringMatching(/^bot: 送饭要记.*同意吗？$/),
      'resident: 1',
      'bot: 您叫什么名字？',
      'resident: 王秀英',
      expect.stringMatching(/^bot: 您哪一年出生/),
    ])
    for (const line of said.filter(each => each.startsWith('bot: '))) {
      expect([line, timesIn(printed, `照应：${line.slice('bot: '.length)}`)]).toEqual([line, 1])
    }
  })
})

async function openHandoffs(desk: string): Promise<number> {
  const signIn = await fetch(`${desk}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: desk },
    body: JSON.stringify({ username: 'staff1', password: 'staff-password-01' }),
  })
  const cookie = signIn.headers.getSetCookie().join('; ')
  const response = await fetch(`${desk}/api/handoffs?state=open`, { headers: { cookie } })
  const { handoffs } = z.object({ handoffs: z.array(z.unknown()) }).parse(await response.json())
  return handoffs.length
}

test('no desk running: one is started for the talk, and is gone afterwards', async () => {
  const env = { DATA_DIR: await freshFolder(onTestFinished), PORT: String(await freePort()), SEED: 'none' }
  const { code, printed, complaint }: ChatEnd = await chatted(['订饭'], env)
  expect([code, complaint]).toEqual([0, ''])
  expectInOrder(printed, ['· 照应还没开，正在开，请稍等。\n照应：您好', '您：订饭\n照应：'])
  expect(printed).not.toContain('"level"')
  await expect(fetch(`http://127.0.0.1:${env.PORT}/healthz`)).rejects.toThrow('fetch failed')
})
