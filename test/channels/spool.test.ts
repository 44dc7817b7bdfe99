import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alarm, inbound } from '../../db/schema/index.ts'
import { type AlarmAddress, openAlarmAddress } from '../chaos/storm/alarm-address.ts'
import type { TestDatabase } from '../database.ts'
import { type DatabaseLine, databaseLine } from '../database-line.ts'
import { type MessengerDesk, openMessengerDesk } from './messenger-desk.ts'

const MENU = '您要办什么'
const METRICS_TOKEN = 'metrics-of-the-spool'

let line: DatabaseLine
let alarms: AlarmAddress
let desk: MessengerDesk
let database: TestDatabase
beforeAll(async () => {
  alarms = await openAlarmAddress(Date.now, 0)
  const between = async (url: string) => {
    line = await databaseLine(url)
    return line.url
  }
  desk = await openMessengerDesk('postgres', { between, env: { ALARM_URL: alarms.url, METRICS_TOKEN } })
  if (!desk.database) throw new Error('PostgreSQL')
  database = desk.database
})
afterAll(async () => {
  line.resume()
  expect(await desk?.close()).toBe(0)
  await line.close()
  await alarms.close()
})

async function spooled(): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await fetch(`${desk.url}/metrics`, { headers })).text()
  return Number(/^zhaoying_spool_size (\d+)$/m.exec(text)?.[1])
}

test('while the database says nothing LINE and WeChat are taken to the disk, and heard through a kill once it is back', async () => {
  const [ann, bob, eve] = [desk.phone('line', 1), desk.phone('wechat', 1), desk.phone('line', 2)]
  for (const phone of [ann, bob]) await phone.ask('在吗', MENU)
  const stored = await database.db.$count(inbound)
  line.stall()
  const began = performance.now()
  const first = await Promise.all([ann, bob].map(phone => phone.pass(phone.person.write('菜单'))))
  expect(first.map(one => one.status)).toEqual([200, 200])
  expect(Math.max(...first.map(one => one.afterMs))).toBeLessThan(2_000)
  // Behind what is kept already nothing waits.
  const cry = await eve.pass(eve.person.write('救命 我摔倒了'))
  expect([cry.status, cry.afterMs < 500]).toEqual([200, true])
  await expect.poll(() => alarms.calls.length, { timeout: 1_000 }).toBe(1)
  for (const id of ['1', '2', '3']) expect(await ann.write('菜单', id)).toBe(200)
  process.stdout.write(`kept after ${Math.round(performance.now() - began)} ms\n`)
  // The process dies with all of it on the disk alone; the line is a new one when the next begins.
  const restarted = desk.restart('SIGKILL')
  line.breakAll('reset')
  line.resume()
  await restarted
  for (const phone of [ann, bob]) await phone.hear(MENU)
  await expect.poll(spooled, { timeout: 10_000 }).toBe(0)
  expect(await database.db.$count(alarm)).toBe(1)
  await expect.poll(() => alarms.calls.length, { timeout: 5_000 }).toBe(2)
  expect(await database.db.$count(inbound)).toBe(stored + 6)
})

test('Telegram is asked to come again, and its events are stored once', async () => {
  const tim = desk.phone('telegram', 1)
  await tim.ask('在吗', MENU)
  line.stall()
  const push = tim.person.write('菜单')
  const refused = await tim.pass(push)
  expect([refused.status, refused.body]).toEqual([503, ''])
  line.resume()
  expect((await tim.pass(push)).status).toBe(200)
  await tim.hear(MENU)
  await pause(300)
  expect(tim.times(MENU)).toBe(2)
})
