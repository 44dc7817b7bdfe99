import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { alarm, channelIdentity, conversation, inbound, mealOrder, message, outbox } from '../../db/schema/index.ts'
import { eq, inArray, isNull } from '../../db/sql.ts'
import type { TestDatabase } from '../database.ts'
import { type DatabaseLine, databaseLine } from '../database-line.ts'
import { replyIn } from '../stand-ins/wechat-pushes.ts'
import { MEAL_TALK } from './meal-talk.ts'
import type { Person, Push } from './messenger.ts'
import { type MessengerDesk, openMessengerDesk } from './messenger-desk.ts'
import { MESSENGERS, type MessengerName } from './messengers.ts'
import { lineUser } from './on-line.ts'
import { onWechat } from './on-wechat.ts'
import { Phone } from './phone.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

/** A second account, on which nothing is sealed. */
const PLAIN = `accounts:
  - account: wechat/plain
    mode: plain
    secrets: { app_id: PLAIN_APP_ID, app_secret: PLAIN_APP_SECRET, token: PLAIN_TOKEN }
`

const MENU = '您要办什么'

let desk: MessengerDesk
let database: TestDatabase
let seeded: number
let line: DatabaseLine
let plain: Awaited<ReturnType<typeof onWechat>>
let folder: string
beforeAll(async () => {
  plain = await onWechat({ mode: 'plain', appId: 'wx0000000000000001', token: 'plaintest' })
  const { appId, appSecret, token } = plain.platform.account
  folder = await mkdtemp(join(tmpdir(), 'accounts-'))
  const CHANNELS_FILE = join(folder, 'accounts.yaml')
  await writeFile(CHANNELS_FILE, PLAIN)
  const secrets = { PLAIN_APP_ID: appId, PLAIN_APP_SECRET: appSecret, PLAIN_TOKEN: token }
  const between = async (url: string) => {
    line = await databaseLine(url)
    return line.url
  }
  desk = await openMessengerDesk('postgres', { between, env: { CHANNELS_FILE, ...secrets } })
  if (!desk.database) throw new Error('PostgreSQL')
  database = desk.database
  seeded = await database.db.$count(mealOrder)
})
afterAll(async () => {
  expect(await desk?.close()).toBe(0)
  await line.close()
  await plain.close()
  await rm(folder, { recursive: true })
})

const sent: Record<MessengerName, Push[]> = { telegram: [], line: [], wechat: [] }

test.concurrent.for(MESSENGERS)('each event on %s comes three times at once: one talk', async (name, { expect }) => {
  const phone = desk.phone(name)
  for (const [said, heard] of MEAL_TALK) {
    const push = phone.person.write(said)
    sent[name].push(push)
    const [first, ...again] = await Promise.all([1, 2, 3].map(() => phone.send(push)))
    expect([first, ...again].map(one => one?.status)).toEqual([200, 200, 200])
    if (name === 'wechat') expect(again.map(one => saidIn(one.body))).toEqual(again.map(() => saidIn(first?.body)))
    phone.person.answered(first?.body ?? '')
    await phone.hear(heard)
  }
  expect(phone.times('单号')).toBe(1)
})

/** Of WeChat's answer, which is sealed anew each time. */
const saidIn = (body = '') => replyIn(desk.messengers.wechat.platform.account, body)?.text

async function rows() {
  const { db } = database
  const all = [inbound, message, mealOrder].map(table => db.$count(table))
  const heard = MESSENGERS.map(name => desk.phone(name).person.heard().length)
  return { rows: await Promise.all(all), heard }
}

test('each talk made one order, and their events have no effect late or after a restart', async () => {
  const before = await rows()
  expect(before.rows).toEqual([3 * MEAL_TALK.length, expect.any(Number), seeded + 3])
  const repeat = async () => {
    for (const name of MESSENGERS) {
      const phone = desk.phone(name)
      for (const push of sent[name]) expect((await phone.send(push)).status).toBe(200)
    }
  }
  await repeat()
  await desk.restart()
  await repeat()
  expect(await rows()).toEqual(before)
})

test('a batch of LINE holds what several people did; what comes again in another batch has no effect', async () => {
  const { platform } = desk.messengers.line
  const people = [11, 12, 13].map(nth => desk.phone('line', nth))
  const [any] = people
  const events = [11, 12, 13].map(nth => platform.text(lineUser(nth), '菜单'))
  const again = (event: object) => ({ ...event, deliveryContext: { isRedelivery: true } })
  const [a, b, c] = events
  // The third is seen for the first time by its second delivery.
  expect((await any?.send(platform.webhook(a, b)))?.status).toBe(200)
  expect((await any?.send(platform.webhook(again(c ?? {}), again(b ?? {}), again(a ?? {}))))?.status).toBe(200)
  expect((await any?.send(platform.webhook()))?.status).toBe(200)
  for (const phone of people) await phone.hear(MENU)
  const keys = await database.db.select({ key: inbound.eventKey }).from(inbound)
  for (const { webhookEventId } of events) expect(keys.filter(row => row.key === webhookEventId)).toHaveLength(1)
})

test('a mark of WeChat with another body is refused in plain mode, with the same body it is a repeat', async () => {
  const phone = new Phone(desk.url, 'wechat/plain', plain.person(0))
  const push = phone.person.write('菜单')
  const first = await phone.pass(push)
  expect([first.status, phone.times(MENU)]).toEqual([200, 1])
  const before = await database.db.$count(inbound)
  const forged = { ...push, body: plain.platform.pushText('oMWfk5k-elder_0', '人工').body }
  expect(await phone.send(forged)).toMatchObject({ status: 401, body: '' })
  expect(await database.db.$count(inbound)).toBe(before)
  const again = await phone.send(push)
  expect(replyIn(plain.platform.account, again.body)).toEqual(replyIn(plain.platform.account, first.body))
})

test.concurrent('a lost answer is given again when WeChat asks again after 5 s', async ({ expect }) => {
  const phone = desk.phone('wechat', 21)
  const push = phone.person.write('菜单')
  const lost = await phone.send(push)
  await pause(5_000)
  const again = await phone.pass(push)
  expect([saidIn(lost.body), phone.person.heard().length]).toEqual([saidIn(again.body), 1])
})

test.concurrent('while a talk is held up its webhooks are answered in time, and the answer comes once', async ({
  expect,
}) => {
  const people = {
    telegram: desk.phone('telegram', 22),
    line: desk.phone('line', 22),
    wechat: desk.phone('wechat', 22),
  }
  for (const name of MESSENGERS) await people[name].ask('在吗', MENU)
  const [taken, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  // As a turn holds it that takes its time.
  const locked = database.transaction(async tx => {
    const hashes = MESSENGERS.map(name => database.vault.hash(`${name}/main`, people[name].person.address))
    await tx
      .select()
      .from(conversation)
      .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
      .where(inArray(channelIdentity.addressHash, hashes))
      .for('no key update', { of: conversation })
    taken.resolve()
    await held.promise
  })
  await taken.promise
  const limits = { telegram: 2_000, line: 2_000, wechat: 5_000 }
  const answers = MESSENGERS.map(async name => {
    const { status, afterMs } = await people[name].pass(people[name].person.write('菜单'))
    expect([name, status, afterMs < limits[name]]).toEqual([name, 200, true])
    return afterMs
  })
  expect((await Promise.all(answers))[2]).toBeGreaterThan(4_000)
  held.resolve()
  await locked
  for (const name of MESSENGERS) await people[name].hear(MENU)
  await expect.poll(() => database.db.$count(outbox, isNull(outbox.answeredAt)), { timeout: 15_000 }).toBe(0)
  const said = desk.messengers.wechat.platform.accepted.filter(one => one.openid === 'oMWfk5k-elder_22')
  expect(said.map(one => one.via)).toEqual(['passive', 'customer_service'])
})

/** Whom the process has never heard of, whom it knows, and what used to cost more than words. */
const HEARD_IN_TIME = [
  { who: 'somebody known', nth: 23, known: true, write: (person: Person) => person.write('菜单') },
  { who: 'a stranger', nth: 24, known: false, write: (person: Person) => person.write('在吗') },
  { who: 'a stranger’s cry for help', nth: 25, known: false, write: (person: Person) => person.write('救命 我摔倒了') },
] as const

test('while each statement takes a second, everybody is heard in the time that their platform gives', async () => {
  const limits = { telegram: 2_000, line: 2_000, wechat: 5_000 }
  const all = HEARD_IN_TIME.flatMap(one => MESSENGERS.map(name => ({ ...one, name, phone: desk.phone(name, one.nth) })))
  for (const { known, phone } of all) if (known) await phone.ask('在吗', MENU)
  const alarms = await database.db.$count(alarm)
  line.takes(1_000)
  const answers = await Promise.all(
    all.map(async ({ who, name, phone, write }) => {
      const { status, afterMs } = await phone.pass(write(phone.person))
      return { who, name, status, late: afterMs >= limits[name], afterMs }
    }),
  )
  line.takes(0)
  for (const { who, name, afterMs } of answers) process.stdout.write(`${who} on ${name}: ${Math.round(afterMs)} ms\n`)
  expect(answers.filter(one => one.status !== 200 || one.late)).toEqual([])
  expect(await database.db.$count(alarm)).toBe(alarms + MESSENGERS.length)
  for (const { nth, phone } of all) if (nth !== 25) await phone.hear(MENU)
  await expect.poll(() => database.db.$count(outbox, isNull(outbox.answeredAt)), { timeout: 15_000 }).toBe(0)
  for (const { nth, known, phone } of all) if (nth !== 25) expect(phone.times(MENU)).toBe(known ? 2 : 1)
})
