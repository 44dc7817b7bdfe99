import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { auditLog, contact, conversation, mealOrder } from '../../db/schema/index.ts'
import { eq, sql } from '../../db/sql.ts'
import { ENGINES } from '../../test/database.ts'
import { type ContactId, newId } from '../core/ids.ts'
import { ROLES } from '../core/staff.ts'
import { createTrades } from '../trades.ts'
import { operatorPass } from './operator-pass.ts'
import { addResident, sessionOf, type TestApp, testApp } from './test-app.ts'

const CITY = '4101'
const JINSHUI = '410105'
const ERQI = '410103'
const NOBODY = '0193a0a0-0000-7000-8000-000000000001'

describe.each(ENGINES)('one’s own data on %s', engine => {
  let rig: TestApp
  const cookies: Record<string, string> = {}
  let dinners = 0
  beforeAll(async () => {
    rig = await testApp(engine, { trades: vault => createTrades({ vault, tell: async () => {} }) })
    for (const role of ROLES) cookies[role] = await sessionOf(rig, role, role, [CITY])
    cookies.erqi = await sessionOf(rig, 'erqi', 'caseworker', [ERQI])
    cookies.elsewhere = await sessionOf(rig, 'elsewhere', 'administrator', [ERQI])
  })
  afterAll(() => rig.close())

  const give = (who: string, id: string) => rig.ask('GET', `/api/people/${id}/data`, { cookie: cookies[who] ?? '' })
  const erase = (who: string, id: string) => rig.ask('POST', `/api/people/${id}/erase`, { cookie: cookies[who] ?? '' })
  const audited = (act: string, person: ContactId) =>
    rig.database.db.select().from(auditLog).where(sql`act = ${act} and contact_id = ${person}::uuid`)
  const isThere = async (id: ContactId) => {
    const [row] = await rig.database.db.select().from(contact).where(eq(contact.id, id))
    return row?.erasedAt === null
  }

  test('supervisors and administrators hand it out, administrators alone erase', async () => {
    const { contact: person } = await addResident(rig, `${JINSHUI}006`)
    const may = async (ask: typeof give) => {
      const answers = await Promise.all(ROLES.map(async role => [role, (await ask(role, person)).status] as const))
      expect(answers.every(([, status]) => status === 200 || status === 403)).toBe(true)
      return answers.filter(([, status]) => status === 200).map(([role]) => role)
    }
    expect((await may(give)).sort()).toEqual(['administrator', 'supervisor'])
    expect(await may(erase)).toEqual(['administrator'])
    expect(await isThere(person)).toBe(false)
  })

  test('somebody of another area, nobody, and an erased person are all not found', async () => {
    const { contact: person } = await addResident(rig, `${JINSHUI}006`)
    for (const ask of [give, erase]) {
      expect((await ask('elsewhere', person)).status).toBe(404)
      expect((await ask('administrator', NOBODY)).status).toBe(404)
      expect((await ask('administrator', 'x')).status).toBe(400)
    }
    expect(await isThere(person)).toBe(true)
    expect(await audited('person.give', person)).toEqual([])
    expect(await audited('person.erase', person)).toEqual([])
    expect((await erase('administrator', person)).status).toBe(200)
    for (const ask of [give, erase]) expect((await ask('administrator', person)).status).toBe(404)
  })

  test('each handing out and each erasure is written down with who did it, a refused one is not', async () => {
    const { contact: person } = await addResident(rig, `${JINSHUI}006`)
    await give('supervisor', person)
    await give('administrator', person)
    expect(await audited('person.give', person)).toHaveLength(2)
    expect((await erase('administrator', person)).status).toBe(200)
    const lines = await audited('person.erase', person)
    expect(lines).toMatchObject([{ subject: person }])
    expect(lines[0]?.staffId).not.toBe('operator')
    expect(await audited('person.give', person)).toHaveLength(2)
  })

  test('another site can not make a browser erase anybody', async () => {
    const { contact: person } = await addResident(rig, `${JINSHUI}006`)
    const cookie = cookies.administrator ?? ''
    const foreign = { origin: 'https://elsewhere.example' }
    expect((await rig.ask('POST', `/api/people/${person}/erase`, { cookie, headers: foreign })).status).toBe(403)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await rig.ask('POST', `/api/people/${person}/erase`, { cookie, headers: form })).status).toBe(403)
    expect((await rig.ask('GET', `/api/people/${person}/erase`, { cookie })).status).toBe(404)
    expect((await rig.ask('POST', `/api/people/${person}/erase`)).status).toBe(401)
    expect(await isThere(person)).toBe(true)
  })

  test('a dinner under way is named in the conflict, and nobody is erased nor is it written down', async () => {
    const resident = await addResident(rig, `${JINSHUI}006`)
    const number = await placeDinner(resident)
    const answer = await erase('administrator', resident.contact)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain(number)
    expect(await isThere(resident.contact)).toBe(true)
    expect(await audited('person.erase', resident.contact)).toEqual([])
  })

  test('the id of a chat is as good as the person’s, and the area is the person’s', async () => {
    const chat = await addResident(rig, CITY)
    const { contact: person } = await addResident(rig, `${JINSHUI}006`)
    const whose = eq(conversation.contactId, chat.contact)
    await rig.database.db.update(conversation).set({ speakerId: person }).where(whose)
    const data = z.looseObject({ contact: z.string() }).parse(await (await give('supervisor', chat.contact)).json())
    expect(data.contact).toBe(person)
    expect((await erase('elsewhere', chat.contact)).status).toBe(404)
    expect((await erase('administrator', chat.contact)).status).toBe(200)
    expect([await isThere(person), await isThere(chat.contact)]).toEqual([false, false])
    expect(await audited('person.erase', person)).toHaveLength(1)
  })

  describe('taking back whose a chat is', () => {
    const unbind = (who: string, id: string) =>
      rig.ask('POST', `/api/conversations/${id}/unbind`, { cookie: cookies[who] ?? '' })
    async function bound(area = `${JINSHUI}006`) {
      const [chat, { contact: person }] = [await addResident(rig, CITY), await addResident(rig, area)]
      const whose = eq(conversation.id, chat.conversation)
      await rig.database.db.update(conversation).set({ speakerId: person }).where(whose)
      return { ...chat, person }
    }
    const speakerOf = async (id: string) =>
      (await rig.database.db.select().from(conversation).where(eq(conversation.id, id)))[0]?.speakerId

    test('is for those who hand out codes, and nobody else', async () => {
      const { conversation: id, person } = await bound()
      const refused = ROLES.filter(role => !['caseworker', 'supervisor'].includes(role))
      for (const role of refused) expect((await unbind(role, id)).status).toBe(403)
      expect((await rig.ask('POST', `/api/conversations/${id}/unbind`)).status).toBe(401)
      expect(await speakerOf(id)).toBe(person)
      expect((await unbind('supervisor', id)).status).toBe(200)
    })

    test('is written down once, tells what is under way, and pressed again changes nothing', async () => {
      const { contact: own, conversation: id, person } = await bound()
      const number = await placeDinner({ contact: person, conversation: id })
      const first = await unbind('caseworker', id)
      expect([first.status, await first.json()]).toEqual([200, { was: person, underWay: [number] }])
      expect(await speakerOf(id)).toBe(own)
      expect(await (await unbind('caseworker', id)).json()).toEqual({ was: null, underWay: [] })
      expect(await audited('identity.unbind', person)).toMatchObject([{ subject: id }])
    })

    test('of somebody of another district, or of no chat, is not found', async () => {
      const { conversation: id, person } = await bound()
      expect((await unbind('erqi', id)).status).toBe(404)
      expect((await unbind('caseworker', NOBODY)).status).toBe(404)
      expect((await unbind('caseworker', 'x')).status).toBe(400)
      expect(await speakerOf(id)).toBe(person)
      expect(await audited('identity.unbind', person)).toEqual([])
    })
  })

  describe('whoever runs the desk', () => {
    const pathOf = (id: string) => `/operator/people/${id}/erase`
    const ask = (id: string, pass?: string) =>
      rig.ask('POST', pathOf(id), pass === undefined ? {} : { headers: { authorization: pass } })
    const pass = (id: string, more: { key?: Uint8Array; now?: number } = {}) =>
      operatorPass(more.key ?? rig.ports.operatorKey, { path: pathOf(id), body: '{}' }, more.now ?? Date.now())

    test('erases with a pass, once, and it is written down', async () => {
      const { contact: person } = await addResident(rig, `${JINSHUI}006`)
      const answer = await ask(person, pass(person))
      expect([answer.status, await answer.json()]).toEqual([200, { kept: false }])
      expect(await isThere(person)).toBe(false)
      expect(await audited('person.erase', person)).toMatchObject([{ staffId: 'operator', subject: person }])
      expect((await ask(person, pass(person))).status).toBe(404)
      expect(await audited('person.erase', person)).toHaveLength(1)
    })

    test('is refused without a good one, and a sign-in is none', async () => {
      const { contact: person } = await addResident(rig, `${JINSHUI}006`)
      const bad = [
        undefined,
        '',
        'Operator',
        'Bearer x',
        pass(NOBODY),
        pass(person, { key: new Uint8Array(32) }),
        pass(person, { now: Date.now() - 61_000 }),
      ]
      for (const one of bad) expect((await ask(person, one)).status).toBe(401)
      const signedIn = await rig.ask('POST', pathOf(person), { cookie: cookies.administrator ?? '' })
      expect(signedIn.status).toBe(401)
      expect(await isThere(person)).toBe(true)
    })

    test('with a good pass hears what is wrong with the id', async () => {
      expect((await ask('x', pass('x'))).status).toBe(400)
      expect((await ask(NOBODY, pass(NOBODY))).status).toBe(404)
    })
  })

  async function placeDinner({
    contact: contactId,
    conversation: conversationId,
  }: Awaited<ReturnType<typeof addResident>>) {
    const at = new Date(rig.clock.now)
    const number = String(100_017 + ++dinners)
    await rig.database.db.insert(mealOrder).values({
      id: newId(),
      number,
      actKey: `dinner ${number}`,
      contactId,
      conversationId,
      dinerId: contactId,
      site: 'M01',
      area: `${JINSHUI}006`,
      date: '2026-11-24',
      period: 'dinner',
      mode: 'collect',
      lines: [],
      dietary: [],
      priceFen: 0,
      deliveryFen: 0,
      subsidyFen: 0,
      dueFen: 0,
      payBy: 'on_delivery',
      status: 'accepted',
      recipient: new Uint8Array(1),
      sameness: 'x',
      placedAt: at,
      undoUntil: at,
      statusAt: at,
    })
    return number
  }
})
