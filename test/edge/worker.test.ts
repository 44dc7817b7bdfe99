import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alarm, attempt, conversation, handoff, inbound, mealOrder, message, outbox } from '../../db/schema/index.ts'
import { desc, eq } from '../../db/sql.ts'
import { type EdgeRig, edgeRig } from './edge-rig.ts'
import { EdgeTalk } from './edge-talk.ts'

let rig: EdgeRig
beforeAll(async () => {
  rig = await edgeRig()
})
afterAll(() => rig.close())

test('is alive and ready', async () => {
  expect(await (await fetch(`${rig.url}/healthz`)).json()).toEqual({ ok: true, boot: expect.any(String) })
  expect(await (await fetch(`${rig.url}/readyz`)).json()).toEqual({ ready: true })
})

test.each(['/console', '/api/me', '/api/auth/sign-in/username', '/metrics', '/webhooks/telegram/main'])(
  '%s is not there',
  async path => {
    expect((await fetch(`${rig.url}${path}`, { method: 'GET' })).status).toBe(404)
  },
)

test('a stranger registers and orders lunch for tomorrow, and is told its number', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  expect(await talk.says('您好')).toContain('您要办什么')
  await talk.says('订饭')
  await talk.says('同意')
  await talk.says('我叫王秀英，45年生，住花园路街道纬三路12号院3号楼2单元501，电话13800001234')
  await talk.says('王奶奶')
  await talk.says('没有')
  expect(await talk.says('对')).toContain('记好了')
  await talk.says('明天午饭')
  await talk.says('两个馒头')
  const number = /单号 (\d+)/.exec(await talk.says('对'))?.[1] ?? ''
  const [order] = await rig.database.db.select().from(mealOrder).where(eq(mealOrder.number, number))
  expect(order).toMatchObject({ status: 'placed', period: 'lunch' })
})

test('the same message sent again has no effect', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  const twice = await Promise.all([talk.post('a', '您好'), talk.post('a', '您好')])
  expect(twice.map(response => response.status)).toEqual([202, 202])
  await talk.hears('a')
  expect((await talk.post('a', '您好')).status).toBe(202)
  await talk.says('菜单')
  expect((await talk.messages()).filter(one => one.from === 'resident').map(one => one.text)).toEqual(['您好', '菜单'])
})

test('a cry for help has raised its alarm when it is answered, and is told of 120', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  expect((await talk.post('help', '我摔倒了，起不来')).status).toBe(202)
  expect(await rig.database.db.select().from(alarm)).toMatchObject([{ state: 'raised' }])
  expect(await talk.hears('help')).toContain('120')
})

test('the page follows the talk: what it missed first, then each new message', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  await talk.says('您好')
  const stream = await talk.follow('m1')
  expect(await stream.until('"from":"bot"')).not.toContain('"id":"m1"')
  await talk.says('菜单')
  expect(await stream.until('"id":"m2"')).toContain('菜单')
  stream.leave()
})

test('when the clock strikes, a queue that nobody serves becomes a promised call', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  await talk.says('人工')
  const before = await talk.messages()
  const { db } = rig.database
  const [open] = await db.select().from(handoff).where(eq(handoff.state, 'open'))
  await db.update(handoff).set({ dueAt: new Date(Date.now() - 1_000) })
  await rig.strike()
  const [row] = await db
    .select()
    .from(handoff)
    .where(eq(handoff.id, open?.id ?? ''))
  expect(row?.state).toBe('promised')
  const since = (await talk.messages()).slice(before.length)
  expect(since).toMatchObject([{ from: 'bot', state: 'sent' }])
})

test('nothing is left waiting, and no request left a trace of a try', async () => {
  await rig.strike()
  const left = await rig.database.db.select().from(inbound)
  expect(left.filter(row => row.handledAt === null)).toEqual([])
  expect(await rig.database.db.select().from(attempt)).toEqual([])
})

test('the resident’s page is served here, the console’s is not', async () => {
  const page = await fetch(rig.url)
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  const script = /src="(\/assets\/[^"]+)"/.exec(await page.text())?.[1] ?? ''
  expect((await fetch(rig.url + script)).headers.get('content-type')).toContain('javascript')
  for (const path of ['/console', '/console/', '/console/index.html', '/api/me']) {
    expect((await fetch(rig.url + path)).status).toBe(404)
  }
})

test('a row whose next try is due soon is sent then, between two strokes of the clock', async () => {
  const talk = await EdgeTalk.begin(rig.url)
  await talk.says('您好')
  const { db } = rig.database
  const [row] = await db.select().from(message).orderBy(desc(message.id)).limit(1)
  if (!row) throw new Error('nothing was said')
  const { accountId } = (await db.select().from(conversation).where(eq(conversation.id, row.conversationId)))[0] ?? {}
  const id = row.id
  const due = { conversationId: row.conversationId, accountId: accountId ?? '', retryKey: randomUUID() }
  await db.insert(outbox).values({ messageId: id, untilId: id, part: 0, ...due, dueAt: new Date(Date.now() + 3_000) })
  // Any request finds it waiting.
  await talk.says('菜单')
  await expect.poll(() => db.select().from(outbox), { timeout: 15_000 }).toEqual([])
})
