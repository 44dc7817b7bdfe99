import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { auditLog, contact, conversation, handoff, inbound, message, outbox } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { ENGINES } from '../../test/database.ts'
import type { HandoffId } from '../core/ids.ts'
import { handoffDetailSchema, handoffListSchema } from './api.ts'
import { addHandoff, addResident, later, type Resident, sessionOf, type TestApp, testApp } from './test-app.ts'

const CITY = '4101'
const JINSHUI = '410105'
const ERQI = '410103'

describe.each(ENGINES)('hand-offs on %s', engine => {
  let rig: TestApp
  let operator: string
  let other: string
  let elsewhere: string
  beforeAll(async () => {
    rig = await testApp(engine)
    operator = await sessionOf(rig, 'operator', 'operator', [CITY])
    other = await sessionOf(rig, 'other', 'operator', [JINSHUI])
    elsewhere = await sessionOf(rig, 'elsewhere', 'operator', [ERQI])
  })
  afterAll(() => rig.close())

  async function waiting(): Promise<{ id: HandoffId; resident: Resident }> {
    const resident = await addResident(rig, `${JINSHUI}006`)
    await rig.database.db.update(conversation).set({ owner: 'staff' }).where(eq(conversation.id, resident.conversation))
    return { id: await addHandoff(rig, resident, `${JINSHUI}006`), resident }
  }
  const act = (cookie: string, id: string, verb: string, body: unknown = {}) =>
    rig.ask('POST', `/api/handoffs/${id}/${verb}`, { cookie, body })
  const row = async (id: string) => (await rig.database.db.select().from(handoff).where(eq(handoff.id, id)))[0]
  const listed = async (cookie: string, state = 'open') => {
    const response = await rig.ask('GET', `/api/handoffs?state=${state}`, { cookie })
    return handoffListSchema.parse(await response.json()).handoffs
  }
  const messageId = () => crypto.randomUUID()

  test('staff see those of their own areas and no others', async () => {
    const { id } = await waiting()
    later(rig, 90_000)
    expect((await listed(operator)).find(card => card.id === id)).toMatchObject({
      state: 'open',
      reason: 'asked',
      area: `${JINSHUI}006`,
      waitingSeconds: 90,
      claimedBy: null,
      form: null,
      language: 'zh-CN',
      channel: 'web',
      unanswered: false,
      alarm: null,
    })
    expect((await listed(other)).map(card => card.id)).toContain(id)
    expect(await listed(elsewhere)).toEqual([])
  })

  test('of another area can not be opened, claimed, answered or closed', async () => {
    const { id } = await waiting()
    expect((await rig.ask('GET', `/api/handoffs/${id}`, { cookie: elsewhere })).status).toBe(404)
    expect((await act(elsewhere, id, 'claim')).status).toBe(404)
    expect((await act(elsewhere, id, 'reply', { id: messageId(), text: '您好' })).status).toBe(404)
    expect((await act(elsewhere, id, 'close', { note: '好了' })).status).toBe(404)
    expect((await row(id))?.state).toBe('open')
  })

  test('claimed by many at once have one winner', async () => {
    const { id } = await waiting()
    const answers = await Promise.all(
      [operator, other, operator, other, operator].map(cookie => act(cookie, id, 'claim')),
    )
    const statuses = answers.map(answer => answer.status).sort()
    // Whoever won may have clicked twice: their own second click is no conflict.
    expect(statuses.filter(status => status === 200).length).toBeGreaterThan(0)
    expect(statuses.filter(status => status === 409).length).toBeGreaterThan(1)
    const winners = new Set(answers.flatMap((answer, i) => (answer.status === 200 ? [i % 2] : [])))
    expect(winners.size).toBe(1)
    expect((await listed(operator)).find(card => card.id === id)?.claimedBy?.name).toBe(
      winners.has(0) ? 'operator' : 'other',
    )
  })

  test('only whoever claimed it answers', async () => {
    const { id } = await waiting()
    expect((await act(operator, id, 'reply', { id: messageId(), text: '您好' })).status).toBe(409)
    await act(operator, id, 'claim')
    expect((await act(other, id, 'reply', { id: messageId(), text: '您好' })).status).toBe(409)
    expect((await act(operator, id, 'reply', { id: messageId(), text: '您好' })).status).toBe(200)
  })

  test('an answer sent again is one answer, also at once and after closing', async () => {
    const { id, resident } = await waiting()
    await act(operator, id, 'claim')
    const body = { id: messageId(), text: '王奶奶，饭十分钟就到。' }
    const answers = await Promise.all([1, 2, 3].map(() => act(operator, id, 'reply', body)))
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200])
    await act(operator, id, 'close', { note: '饭到了' })
    expect((await act(operator, id, 'reply', body)).status).toBe(200)
    const sent = await rig.database.db.select().from(message).where(eq(message.conversationId, resident.conversation))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ author: 'staff' })
    expect(Buffer.from(sent[0]?.body ?? []).includes(Buffer.from('王奶奶'))).toBe(false)
    const calls = await rig.database.db.select().from(outbox).where(eq(outbox.conversationId, resident.conversation))
    expect(calls).toHaveLength(1)
  })

  test('opening shows the talk, and is written down each time', async () => {
    const { id, resident } = await waiting()
    await act(operator, id, 'claim')
    const reply = messageId()
    await act(operator, id, 'reply', { id: reply, text: '您好，请讲。' })
    const detail = handoffDetailSchema.parse(
      await (await rig.ask('GET', `/api/handoffs/${id}`, { cookie: operator })).json(),
    )
    expect(detail.messages).toMatchObject([{ from: 'staff', text: '您好，请讲。', state: 'waiting', replyId: reply }])
    expect(detail).toMatchObject({ draft: null, slots: [], profile: { name: null }, note: null })
    expect(detail).toMatchObject({ window: null, passiveOnly: false })
    await rig.ask('GET', `/api/handoffs/${id}`, { cookie: operator })
    const opened = await rig.database.db.select().from(auditLog).where(eq(auditLog.subject, id))
    expect(opened.filter(entry => entry.act === 'handoff.open')).toHaveLength(2)
    expect(opened.every(entry => entry.contactId === resident.contact)).toBe(true)
  })

  test('closing gives the talk back once, with what was changed and agreed', async () => {
    const { id, resident } = await waiting()
    const heard: string[] = []
    const stop = rig.database.bell.listen('inbound', payload => heard.push(payload))
    expect((await act(operator, id, 'close', { note: '改到明天' })).status).toBe(409)
    await act(operator, id, 'claim')
    const closing = { note: '改到明天中午', slots: { date: '2026-11-25' } }
    const answers = await Promise.all([act(operator, id, 'close', closing), act(operator, id, 'close', closing)])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    const events = await rig.database.db.select().from(inbound).where(eq(inbound.conversationId, resident.conversation))
    expect(events).toHaveLength(1)
    const [event] = events
    expect(event).toMatchObject({
      accountId: 'web/main',
      eventKey: `desk:handoff:${id}`,
      kind: 'returned',
      handledAt: null,
    })
    const key = (await rig.vault.keys(rig.database.db, [resident.contact])).get(resident.contact)
    if (!key || !event) throw new Error('no key or event')
    expect(rig.vault.open(key, event.content)).toEqual({ kind: 'returned', handoff: id, ...closing })
    expect(await row(id)).toMatchObject({ state: 'closed' })
    // The turn gives the talk back when it handles the event.
    const [talk] = await rig.database.db.select().from(conversation).where(eq(conversation.id, resident.conversation))
    expect(talk?.owner).toBe('staff')
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    stop()
    expect((await listed(operator, 'closed')).map(card => card.id)).toContain(id)
  })

  test('transferring puts it back into the queue, with its promise', async () => {
    const { id } = await waiting()
    await act(operator, id, 'claim')
    expect((await act(other, id, 'transfer')).status).toBe(409)
    expect((await act(operator, id, 'transfer')).status).toBe(200)
    const found = await row(id)
    expect(found).toMatchObject({ state: 'open', claimedBy: null })
    expect(found?.dueAt?.getTime()).toBe(rig.clock.now + rig.desk.waits.handoffPromise)
    expect((await act(other, id, 'claim')).status).toBe(200)
    expect((await listed(other, 'mine')).map(card => card.id)).toContain(id)
  })

  test('a promised call that is claimed takes the talk from the bot, timers included', async () => {
    const { id, resident } = await waiting()
    await rig.database.db.update(handoff).set({ state: 'promised', promisedFor: new Date() }).where(eq(handoff.id, id))
    const bots = { owner: 'bot', dueAt: new Date() }
    await rig.database.db.update(conversation).set(bots).where(eq(conversation.id, resident.conversation))
    expect((await act(operator, id, 'claim')).status).toBe(200)
    const [talk] = await rig.database.db.select().from(conversation).where(eq(conversation.id, resident.conversation))
    expect(talk).toMatchObject({ owner: 'staff', dueAt: null })
  })

  test.each(['withdrawn', 'closed'])('one that is %s can not be claimed', async state => {
    const { id } = await waiting()
    await rig.database.db.update(handoff).set({ state }).where(eq(handoff.id, id))
    expect((await act(operator, id, 'claim')).status).toBe(409)
  })

  test('shows the form of address and how to reach them, from the sealed profile', async () => {
    const { id, resident } = await waiting()
    const key = (await rig.vault.keys(rig.database.db, [resident.contact])).get(resident.contact)
    if (!key) throw new Error('no key')
    const profile = rig.vault.seal(key, {
      name: { 'zh-CN': '王秀英' },
      form: { 'zh-CN': '王奶奶' },
      address: '花园路1号',
      phone: '13800000001',
    })
    await rig.database.db.update(contact).set({ profile }).where(eq(contact.id, resident.contact))
    const detail = await (await rig.ask('GET', `/api/handoffs/${id}`, { cookie: operator })).json()
    expect(detail).toMatchObject({
      form: '王奶奶',
      profile: { name: '王秀英', phone: '13800000001', address: '花园路1号' },
    })
  })

  test.each<[string, unknown]>([
    ['no id', { text: '您好' }],
    ['an empty text', { id: crypto.randomUUID(), text: '  ' }],
    ['an id that is no UUID', { id: '1', text: '您好' }],
  ])('an answer with %s is refused', async (_, body) => {
    const { id } = await waiting()
    await act(operator, id, 'claim')
    const response = await act(operator, id, 'reply', body)
    expect(response.status).toBe(400)
    expect(
      z.object({ error: z.object({ code: z.literal('bad_request') }) }).safeParse(await response.json()).success,
    ).toBe(true)
  })

  test('whoever was erased is listed without a name', async () => {
    const { id, resident } = await waiting()
    await rig.database.db.execute(`delete from data_key where contact_id = '${resident.contact}'`)
    expect((await rig.ask('GET', `/api/handoffs/${id}`, { cookie: operator })).status).toBe(200)
  })
})
