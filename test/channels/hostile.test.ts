import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { channelIdentity, contact, handoff, inbound, mediaFetch, message, webhookNonce } from '../../db/schema/index.ts'
import { isNull, like } from '../../db/sql.ts'
import type { TestDatabase } from '../database.ts'
import { forgedPushes, sealedPush, textXml } from './forged-pushes.ts'
import type { Push } from './messenger.ts'
import { type MessengerDesk, openMessengerDesk } from './messenger-desk.ts'
import { MESSENGERS, type MessengerName } from './messengers.ts'
import { lineUser } from './on-line.ts'

vi.setConfig({ hookTimeout: 120_000 })

/** Stands in everything that is sent here. */
const WORDS = '俺家山楂树底下埋着一坛酒'
const DEEP = 100_000

let desk: MessengerDesk
let database: TestDatabase
let boot: unknown
beforeAll(async () => {
  desk = await openMessengerDesk('postgres')
  if (!desk.database) throw new Error('PostgreSQL')
  database = desk.database
  boot = await health()
})
afterAll(async () => {
  expect(await desk?.close()).toBe(0)
})

const health = async (): Promise<unknown> => (await fetch(`${desk.url}/healthz`)).json()

async function rows(): Promise<number> {
  const tables = [inbound, message, channelIdentity, contact, mediaFetch, webhookNonce]
  const counts = await Promise.all(tables.map(table => database.db.$count(table)))
  return counts.reduce((sum, count) => sum + count)
}

/** The platform's own signature under anything. */
function signed(name: MessengerName, body: string | Uint8Array): Push {
  const { telegram, line, wechat } = desk.messengers
  if (name === 'line') return line.platform.signed(body)
  if (name === 'wechat') return sealedPush(wechat.platform.account, Buffer.from(body))
  return { ...telegram.platform.webhook(''), body: Buffer.from(body) }
}

const telegramText = (text: string, more = {}) =>
  JSON.stringify(desk.messengers.telegram.updates.text({ id: 5_000_000_002 }, text, more))
const lineText = (text: string, more = {}) =>
  JSON.stringify({ events: [{ ...desk.messengers.line.platform.text(lineUser(1), text), ...more }] })
const WRITTEN = { telegram: telegramText, line: lineText, wechat: textXml } as const

test('a request that is not the platform’s is answered 401 and nothing else, and nothing is stored', async () => {
  const before = await rows()
  for (const [name, what, push] of forgedPushes(desk.messengers, WORDS)) {
    const { status, type, body } = await desk.phone(name).send(push)
    expect([name, what, status, type, body]).toEqual([name, what, 401, '', ''])
  }
  expect(await rows()).toBe(before)
})

type Cases = readonly (readonly [MessengerName, string, () => string | Uint8Array])[]

const spoilt = (text: string): Uint8Array => {
  const bytes = Buffer.from(text)
  bytes[bytes.indexOf(WORDS)] = 0xff
  return bytes
}
const entity = (declared: string) =>
  `<!DOCTYPE xml [${declared}]>${textXml('&c;').replace(/<!\[CDATA\[(&c;)\]\]>/, '$1')}`

const MALFORMED: Cases = [
  ...MESSENGERS.flatMap(
    (name): Cases => [
      [name, 'nothing', () => ''],
      [name, 'half of it', () => WRITTEN[name](WORDS).slice(0, -20)],
      [name, 'deep nesting', () => (name === 'wechat' ? '<xml>' : '[').repeat(DEEP)],
      [name, 'no UTF-8', () => spoilt(WRITTEN[name](WORDS))],
    ],
  ),
  ['telegram', 'an id past 2^53', () => telegramText(WORDS).replace(/"update_id":\d+/, '"update_id":9007199254740993')],
  ['telegram', 'a chat past 2^53', () => telegramText(WORDS).replaceAll('5000000002', '9007199254740993')],
  ['line', 'an id as a number', () => lineText(WORDS, { webhookEventId: 7 })],
  ['wechat', 'entities that grow', () => entity(`<!ENTITY b "${WORDS.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">`)],
  ['wechat', 'an entity from outside', () => entity('<!ENTITY c SYSTEM "file:///etc/passwd">')],
  ['wechat', 'a key of every object', () => textXml(WORDS, { ['__proto__']: WORDS })],
  ['wechat', 'JSON', () => JSON.stringify({ xml: { Content: WORDS } })],
]

test('what is well signed and not the platform’s format is answered 400, and nothing is stored', async () => {
  const before = await rows()
  for (const [name, what, body] of MALFORMED) {
    const { status, type, body: answer } = await desk.phone(name).send(signed(name, body()))
    expect([name, what, status, type, answer]).toEqual([name, what, 400, '', ''])
  }
  expect(await rows()).toBe(before)
})

test('a body of 10 MB is refused unread', async () => {
  const before = await rows()
  for (const name of MESSENGERS) {
    const push = signed(name, Buffer.alloc(10 * 1024 * 1024, WORDS))
    expect(await desk.phone(name).send(push)).toMatchObject({ status: 413, body: '' })
  }
  expect(await rows()).toBe(before)
})

const ODD: readonly (readonly [string, string])[] = [
  ['markup', `<script>alert(1)</script><a href="http://x.cn">${WORDS}</a> ]]> &lt;`],
  ['templates', `${'$'}{7*7} {{7*7}} %s {0} $t(welcome) ${WORDS}`],
  ['bidi and zero width', `\u202e\u2066\u200b\u200d\ufeff${WORDS}\u202c`],
  ['nothing to see', '\u200b\u200d\u2060\ufeff'],
  ['5,000 characters', WORDS.repeat(417).slice(0, 5_000)],
  ['controls', `${WORDS}\u0001\u001b[31m\n\r\t\u2028`],
  ['the key of every object', '__proto__'],
]

test.each(MESSENGERS)('whatever people write on %s is taken, and the talk goes on', async name => {
  const phone = desk.phone(name, 1)
  const before = await database.db.$count(inbound)
  for (const [what, text] of ODD) {
    const { status, type, body } = await phone.pass(phone.person.write(text))
    expect([what, status, type, /^[{[]/.test(body)]).toEqual([what, 200, expect.not.stringContaining('json'), false])
  }
  expect(await database.db.$count(inbound)).toBe(before + ODD.length)
  await expect.poll(() => database.db.$count(inbound, isNull(inbound.handledAt))).toBe(0)
  await desk.phone(name, 2).ask('菜单', '您要办什么')
  expect(phone.person.heard().join()).not.toContain('49')
})

test('keys of every object and lone halves of a character do no harm', async () => {
  const { telegram, line } = desk.messengers
  const ours = '"__proto__":{"text":"人工"},"constructor":{"prototype":{"text":"人工"}}'
  const inside = (message: unknown) => JSON.stringify(message).replace(/"message":\{|^\{/g, found => `${found}${ours},`)
  const before = await database.db.$count(handoff)
  const pushes = {
    telegram: inside(telegram.updates.text({ id: 5_000_000_009 }, `${WORDS}\ud83d`)),
    line: inside({ events: [line.platform.text(lineUser(9), `\ude00${WORDS}`)] }),
  }
  for (const name of ['telegram', 'line'] as const)
    expect((await desk.phone(name).send(signed(name, pushes[name]))).status).toBe(200)
  await expect.poll(() => database.db.$count(inbound, isNull(inbound.handledAt))).toBe(0)
  expect(await database.db.$count(handoff)).toBe(before)
})

test('ids of WeChat are told apart beyond 2^53', async () => {
  const before = await database.db.$count(inbound)
  for (const MsgId of ['9007199254740992', '9007199254740993'])
    expect((await desk.phone('wechat').send(signed('wechat', textXml('菜单', { MsgId })))).status).toBe(200)
  expect(await database.db.$count(inbound)).toBe(before + 2)
})

/** Of a valid event as few bytes as there can be: some 4,000 of them are a megabyte. */
const slimLine = (nth: number) => {
  const { timestamp } = desk.messengers.line.platform.text(lineUser(20), WORDS)
  const source = { type: 'user', userId: lineUser(20 + (nth % 50)) }
  return { type: 'message', timestamp, webhookEventId: `many${nth}`, source, message: { type: 'text', text: '在' } }
}

test('a request of many events is stored whole or not at all, and others are heard meanwhile', async () => {
  const many = (count: number, event: (nth: number) => object) =>
    signed('line', JSON.stringify({ events: Array.from({ length: count }, (_, nth) => event(nth)) }))
  const cases: readonly (readonly [string, Push, status: number, stored: number])[] = [
    ['10,000 that are none', many(10_000, () => ({})), 400, 0],
    ['10,000 valid ones, beyond a megabyte', many(10_000, slimLine), 413, 0],
    ['as many as fit', many(4_000, slimLine), 200, 4_000],
    ['the same again', many(4_000, slimLine), 200, 4_000],
    ['10,000 of no use', many(10_000, nth => ({ type: 'x', timestamp: 1, webhookEventId: `${nth}` })), 200, 4_000],
  ]
  for (const [what, push, status, stored] of cases) {
    const heard = desk.phone('telegram', 4).ask('菜单', '您要办什么')
    const answered = await desk.phone('line', 3).send(push)
    expect([what, push.body.length < 1024 * 1024, answered.status]).toEqual([what, status !== 413, status])
    process.stdout.write(`${what}: ${answered.status} after ${Math.round(answered.afterMs)} ms\n`)
    await heard
    expect(await database.db.$count(inbound, like(inbound.eventKey, 'many%')), what).toBe(stored)
  }
  await expect.poll(() => database.db.$count(inbound, isNull(inbound.handledAt)), { timeout: 40_000 }).toBe(0)
})

test('an update that is stuffed is taken for what it is', async () => {
  const entities = Array.from({ length: 12_000 }, (_, nth) => ({
    type: 'text_link',
    offset: nth,
    length: 1,
    url: 'http://x.cn',
  }))
  const nested = '['.repeat(DEEP) + ']'.repeat(DEEP)
  const stuffed: readonly (readonly [string, string])[] = [
    ['many entities', telegramText(WORDS, { entities })],
    ['deep entities', telegramText(WORDS).replace(/"text":/, `"entities":${nested},"text":`)],
    [
      'a deep reply',
      telegramText(WORDS).replace(
        /"text":/,
        `"reply_to_message":${'{"reply_to_message":'.repeat(20_000)}{}${'}'.repeat(20_000)},"text":`,
      ),
    ],
    ['an update of another kind, deep', JSON.stringify({ update_id: 900_000_001 }).replace('}', `,"poll":${nested}}`)],
  ]
  for (const [what, body] of stuffed) {
    const { status, body: answer } = await desk.phone('telegram', 5).send(signed('telegram', body))
    expect([what, body.length < 1024 * 1024, status, answer]).toEqual([what, true, 200, ''])
  }
})

test('whoever breaks off in the middle of a body is no fault of ours', async () => {
  const { port } = new URL(desk.url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('POST /webhooks/telegram/main HTTP/1.1\r\nHost: desk\r\nContent-Length: 9999\r\n\r\nhalf')
  await pause(200)
  socket.destroy()
  await pause(300)
  expect(desk.output()).not.toContain('http.failed')
})

test('the desk lives on, and its log holds no secret and nothing that was written', async () => {
  expect(await health()).toEqual(boot)
  const { telegram, line, wechat } = desk.messengers
  const secrets = [telegram, line, wechat]
    .flatMap(({ env }) => Object.entries(env))
    .filter(([name]) => !/ROOT|MODE/.test(name))
  const people = MESSENGERS.flatMap(name => [1, 2].map(nth => desk.phone(name, nth).person.address))
  const output = desk.output()
  expect(output).toContain('/webhooks/:kind/:account')
  for (const word of [...secrets.map(([, value]) => value), ...people, WORDS.slice(0, 6), 'msg_signature', 'passwd'])
    expect(output).not.toContain(word)
})
