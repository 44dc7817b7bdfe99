import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { DAY } from '../personal-markers.ts'
import { StaffVisitor, Visitor } from './visitor.ts'

/** A stranger registers, is asked for everything, and orders. */
export async function registerAndOrder(url: string): Promise<Visitor> {
  const visitor = await Visitor.meet(url)
  await visitor.say('订饭', '同意', DAY.name, '1942年', '1', '南阳路', DAY.address, '花生', '没有了', '对')
  await visitor.say('1', '1', '就这些', '对')
  expect(visitor.heard()).toContain('订好了')
  expect(visitor.heard()).toContain(DAY.address)
  return visitor
}

/** With a mandate for an elder one is asked for whom; this time for somebody whom nobody knows. */
export async function orderForSomebody(visitor: Visitor): Promise<void> {
  await visitor.say('订饭', '别人', DAY.otherName, '花园路', DAY.otherAddress, DAY.otherPhone, '1', '1', '就这些')
  await visitor.say('没有', '对')
  expect(visitor.heard().split('订好了').length).toBe(3)
}

/** Whatever else can be written, said and sent wrongly. */
export async function sayAllSorts(visitor: Visitor): Promise<void> {
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(DAY.photo)])
  await visitor.say(DAY.chatter, `我的身份证是${DAY.idNumber}，电话${DAY.phone}`)
  expect((await visitor.upload(jpeg)).status).toBe(202)
  const wrong = [`{"id":"w1","text":"${DAY.brokenJson}`, JSON.stringify({ id: 'w2', text: [DAY.brokenJson] })]
  wrong.push(JSON.stringify({ id: 'w3', text: '好', more: DAY.brokenJson }), JSON.stringify(DAY.brokenJson))
  for (const body of wrong) expect((await visitor.post('messages', body)).status).toBe(400)
  const query = encodeURIComponent(DAY.query)
  for (const path of [`/?q=${query}`, `/${query}`, `/chat/${query}/messages`, `/api/handoffs?state=${query}`]) {
    expect((await fetch(`${visitor.url}${path}`)).status).toBeLessThan(500)
  }
  expect((await visitor.get(`messages?after=${query}`)).status).toBeLessThan(500)
}

/** A person is called, and a cry for help; staff see to both, and the kitchen sees its sheet. */
export async function staffSeeToIt(visitor: Visitor): Promise<void> {
  // After so much that was not understood a person may have been called already.
  await visitor.send('0')
  await visitor.say(DAY.cry)
  const stranger = new StaffVisitor(visitor.url)
  expect(await stranger.signIn(DAY.user, DAY.phone)).toBe(401)
  const staff = new StaffVisitor(visitor.url)
  expect(await staff.signIn('staff1', 'staff-password-01')).toBe(200)
  const [handoff] = (await staff.get('/handoffs?state=open')).handoffs
  const [alarm] = (await staff.get('/alarms')).alarms
  expect(JSON.stringify(await staff.get(`/handoffs/${handoff?.id}`))).toContain(DAY.chatter)
  expect(JSON.stringify(await staff.get(`/alarms/${alarm?.id}`))).toContain(DAY.cry)
  await staff.post(`/handoffs/${handoff?.id}/claim`, {}, 200)
  await staff.post(`/handoffs/${handoff?.id}/reply`, { id: randomUUID(), text: DAY.reply }, 200)
  await staff.post(`/handoffs/${handoff?.id}/reply`, { id: DAY.query, text: { words: DAY.reply } }, 400)
  await staff.post(`/alarms/${alarm?.id}/take`, {}, 200)
  await staff.post(`/alarms/${alarm?.id}/close`, { note: DAY.alarmNote }, 200)
  await staff.post(`/handoffs/${handoff?.id}/close`, { note: DAY.handoffNote }, 200)
  await visitor.waitFor(DAY.handoffNote)
  expect(visitor.heard()).toContain(DAY.reply)
  expect(await kitchenOfTheWeek(staff)).toContain(DAY.otherName)
}

async function kitchenOfTheWeek(staff: StaffVisitor): Promise<string> {
  const days = Array.from({ length: 8 }, (_, i) => new Date(Date.now() + i * 86_400_000).toISOString().slice(0, 10))
  const sheets = await Promise.all(days.map(day => staff.get(`/kitchen?date=${day}`)))
  const orders = await Promise.all(days.map(day => staff.get(`/orders?date=${day}`)))
  return JSON.stringify([sheets, orders])
}
