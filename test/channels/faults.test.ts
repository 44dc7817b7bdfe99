import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, type ExpectStatic, expect, test, vi } from 'vitest'
import { deliveryFailure, outbox } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import type { TestDatabase } from '../database.ts'
import { StaffVisitor } from '../privacy/visitor.ts'
import { type Fault, SILENT_MS, THROTTLED_S } from './messenger.ts'
import { type MessengerDesk, openMessengerDesk } from './messenger-desk.ts'
import { MESSENGERS, type MessengerName } from './messengers.ts'
import { lineUser } from './on-line.ts'
import { ServedPerson } from './served-person.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let desk: MessengerDesk
let database: TestDatabase
const served = new Map<MessengerName, ServedPerson>()
beforeAll(async () => {
  desk = await openMessengerDesk('postgres')
  if (!desk.database) throw new Error('PostgreSQL')
  database = desk.database
  const staff = new StaffVisitor(desk.url)
  expect(await staff.signIn('staff1', 'staff-password-01')).toBe(200)
  for (const name of MESSENGERS) served.set(name, await ServedPerson.call(desk.phone(name), staff, database))
})
afterAll(async () => {
  expect(await desk?.close()).toBe(0)
})

/** Nothing tells whether it was taken: only LINE lets us ask again without saying it twice. */
const UNTOLD: readonly Fault[] = ['reset after', 'silent']
/** From the first call of a test to the end of its silence, beside the silence itself. */
const LATE_MS = 2_000
const PASSING: readonly Fault[] = ['throttled', 'server error', 'reset before', 'reset after']

/** Staff write two messages, of which the first meets this fault. */
async function meet(name: MessengerName, fault: Fault) {
  const person = servedOn(name)
  // WeChat lets us write five times for each message of theirs.
  await person.phone.write('嗯')
  const texts = [`${fault}：头一句`, `${fault}：第二句`] as const
  desk.messengers[name].next(fault)
  const began = performance.now()
  await person.tell(...texts)
  return { person, texts, began }
}

function servedOn(name: MessengerName): ServedPerson {
  const person = served.get(name)
  if (!person) throw new Error('nobody')
  return person
}

const failuresOn = (name: MessengerName) =>
  database.db
    .select()
    .from(deliveryFailure)
    .where(eq(deliveryFailure.accountId, `${name}/main`))

const unsentOn = (name: MessengerName) =>
  database.db
    .select()
    .from(outbox)
    .where(eq(outbox.accountId, `${name}/main`))

test.concurrent.for<[MessengerName, readonly Fault[]]>([
  ['telegram', ['silent', ...PASSING]],
  // Its silence is met with a reply.
  ['line', PASSING],
  ['wechat', ['silent', ...PASSING]],
])('a fault of %s that passes loses nothing and keeps the order', async ([name, faults], { expect }) => {
  const began = performance.now()
  if (name === 'line') await replyThrough(['silent', 'throttled', 'reset after'], expect)
  for (const fault of faults) {
    const { person, texts, began } = await meet(name, fault)
    for (const text of texts) await person.phone.hear(text)
    if (fault === 'throttled') expect(performance.now() - began).toBeGreaterThan(THROTTLED_S * 1_000)
    const twice = name !== 'line' && UNTOLD.includes(fault)
    expect([fault, ...texts.map(text => person.phone.times(text))]).toEqual([fault, twice ? 2 : 1, 1])
    await expect.poll(() => person.stateOf(texts[0])).toBe('sent')
  }
  const heard = () => [0, 1].map(nth => desk.messengers[name].person(nth).heard())
  const before = heard()
  await pause(Math.max(0, began + SILENT_MS + LATE_MS - performance.now()))
  expect(heard(), 'what the silent platform answers at last changes nothing').toEqual(before)
  expect(await failuresOn(name)).toEqual([])
})

/** The bot answers with LINE's reply token, which knows no retry key but is good once. */
async function replyThrough(faults: readonly Fault[], expect: ExpectStatic): Promise<void> {
  const { platform, ...line } = desk.messengers.line
  const phone = desk.phone('line', 1)
  for (const [i, fault] of faults.entries()) {
    line.next(fault)
    await phone.ask('菜单', '订饭')
    await expect.poll(() => unsentOn('line'), { timeout: 15_000 }).toEqual([])
    const calls = platform.accepted.filter(call => call.to === lineUser(1))
    expect([fault, ...calls.map(call => call.by)]).toEqual([fault, ...Array(i + 1).fill('reply')])
  }
}

test.each(MESSENGERS)(
  'what %s will never take is failed where staff see it, and the next message goes on',
  async name => {
    const { person, texts } = await meet(name, 'refused')
    await person.phone.hear(texts[1])
    expect(await person.stateOf(texts[0])).toBe('failed')
    expect(await person.stateOf(texts[1])).toBe('sent')
    expect(await failuresOn(name)).toMatchObject([{ outcome: 'refused', tries: 1 }])
  },
)

test('what WeChat takes only once they write again waits for that, as staff see', async () => {
  const person = servedOn('wechat')
  const { wechat } = desk.messengers
  const before = (await failuresOn('wechat')).length
  await person.phone.write('嗯')
  wechat.platform.next('window_over')
  await person.tell('等您来')
  await expect.poll(() => unsentOn('wechat').then(rows => rows.map(row => row.shutAt !== null))).toEqual([true])
  expect(await person.stateOf('等您来')).toBe('waiting')
  await person.phone.write('在吗')
  await person.phone.hear('等您来')
  await expect.poll(() => person.stateOf('等您来')).toBe('sent')
  expect(await failuresOn('wechat')).toHaveLength(before)
})

test.each(MESSENGERS)('whoever left %s is written to no more until they are back', async name => {
  const { person, texts } = await meet(name, 'gone')
  for (const text of texts) await expect.poll(() => person.stateOf(text)).toBe('failed')
  expect((await person.phone.pass(person.phone.person.comeBack())).status).toBe(200)
  await person.tell('您回来了')
  await person.phone.hear('您回来了')
  expect((await person.phone.pass(person.phone.person.leave())).status).toBe(200)
  await person.tell('您走了吗')
  await expect.poll(() => person.stateOf('您走了吗')).toBe('failed')
  expect((await failuresOn(name)).slice(1).map(failure => failure.outcome)).toEqual(['gone', 'gone', 'gone'])
  expect([...texts, '您走了吗'].map(text => person.phone.times(text))).toEqual([0, 0, 0])
})

test.each(MESSENGERS)('whoever writes on %s is there, should nothing have told of their return', async name => {
  const person = servedOn(name)
  expect((await person.phone.pass(person.phone.person.leave())).status).toBe(200)
  expect(await person.phone.write('我还在')).toBe(200)
  await person.tell('知道了')
  await person.phone.hear('知道了')
})
