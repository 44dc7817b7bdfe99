import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  applicationCase,
  applicationStep,
  auditLog,
  channelIdentity,
  contact,
  conversation,
} from '../../../../db/schema/index.ts'
import { demoContactId } from '../../../../db/seed/people.ts'
import { eq } from '../../../../db/sql.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { HOUR, type Instant, instant, later } from '../../../core/civil-time.ts'
import { branded, type ConversationId, newId, type StaffId } from '../../../core/ids.ts'
import type { Role, Staff } from '../../../core/staff.ts'
import { officeOf } from '../test/office.ts'

const staff = (role: Role, areas: readonly string[] = ['4101'], n = 1): Staff => ({
  id: branded<StaffId>(`01900000-0000-7000-8000-d0000000000${n}`),
  name: 'x',
  role,
  areas,
})
const SUPERVISOR = staff('supervisor')
const DAY = 24 * HOUR

describe.each(ENGINES)('staff work on applications on %s', engine => {
  let database: TestDatabase
  let office: ReturnType<typeof officeOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    office = officeOf(database)
  })
  afterEach(() => database.close())

  const call = (path: string, input: unknown, who: Staff, now: Instant = TEST_NOW) => {
    const route = office.trade.routes.find(one => one.path === path)
    if (!route?.roles.includes(who.role)) throw new Error(`no route ${path} for ${who.role}`)
    return database.transaction(async tx => {
      const reply = await route.run(tx, route.input.parse(input), { staff: who, now, csv: false })
      return reply.kind === 'json' ? route.output.parse(reply.body) : null
    })
  }
  // The output schema was just applied.
  const list = async (who: Staff, now = TEST_NOW) => {
    const body = (await call('/applications', {}, who, now)) as { applications: Record<string, unknown>[] }
    return body.applications
  }
  const advance = (id: string, to: string, more: object = {}, who = SUPERVISOR, now = TEST_NOW) =>
    call('/applications/:id/advance', { id, to, ...more }, who, now)
  const idOf = async (ending: string): Promise<string> => {
    const cases = await database.db.select().from(applicationCase)
    const found = cases.find(one => one.number.endsWith(ending))
    if (!found) throw new Error(`no case ${ending}`)
    return found.id
  }

  test('open cases of one’s own areas, the most pressing first', async () => {
    const all = await list(SUPERVISOR)
    // Refused, ended and paid out ones are over, unless an appeal is open.
    expect(all).toHaveLength(9)
    expect(all[0]).toMatchObject({ status: 'reviewing', overdue: true, red: false, next: { limit: 'total' } })
    const left = all.map(one => one.days_left).filter(days => days !== null)
    expect(left).toEqual(left.toSorted((a, b) => Number(a) - Number(b)))
    expect(all.find(one => one.status === 'assessing')).toMatchObject({
      deadline: null,
      days_left: null,
      stopped: 'outside_assessment',
    })
    expect(all.find(one => one.status === 'accepted')).toMatchObject({
      deadline: '2026-11-26',
      days_left: 2,
      red: true,
    })
    const some = await list(staff('caseworker', ['410105']))
    expect(some.map(one => String(one.area).slice(0, 6))).toEqual(['410105', '410105', '410105', '410105'])
    expect(await list(staff('caseworker', ['4102']))).toEqual([])
  })

  test('a legal step moves a case, says who is next, and is written down', async () => {
    const id = await idOf('1015')
    expect(await advance(id, 'checking')).toEqual({ id, status: 'checking', event: 'start_check' })
    const [row] = await database.db.select().from(applicationCase).where(eq(applicationCase.id, id))
    expect(row).toMatchObject({
      status: 'checking',
      next: { who: 'check_centre', limit: 'total', countsFrom: 'accepted' },
    })
    const steps = await database.db.select().from(applicationStep).where(eq(applicationStep.caseId, id))
    expect(steps.at(-1)).toMatchObject({ event: 'start_check', actor: 'township_clerk', staffId: SUPERVISOR.id })
    expect(await database.db.select().from(auditLog)).toMatchObject([
      { staffId: SUPERVISOR.id, act: 'application.start_check', contactId: demoContactId('P013'), subject: id },
    ])
  })

  test.each([
    ['a step that is not legal', '1015', 'approved', {}, 'conflict'],
    ['a case that is over', '1068', 'reviewing', {}, 'conflict'],
    ['a refusal without a reason', '1111', 'rejected', {}, 'bad_request'],
    ['a reason for ending in a refusal', '1111', 'rejected', { reason: 'moved_away' }, 'bad_request'],
    ['a reason where none belongs', '1015', 'checking', { reason: 'income_over' }, 'bad_request'],
    ['papers that do not exist', '1128', 'paid_out', { papers: ['a_smile'] }, 'bad_request'],
  ])('%s is refused and changes nothing', async (_, ending, to, more, code) => {
    const id = await idOf(ending)
    const before = await database.db.select().from(applicationCase).where(eq(applicationCase.id, id))
    await expect(advance(id, to, more)).rejects.toMatchObject({ code })
    expect(await database.db.select().from(applicationCase).where(eq(applicationCase.id, id))).toEqual(before)
    expect(office.told).toEqual([])
  })

  describe('an appeal against a decision', () => {
    const appeal = (id: string, to: string, who = SUPERVISOR) => call('/applications/:id/appeal', { id, to }, who)
    const own = async (id: string) => (await list(SUPERVISOR)).find(one => one.id === id)

    test('is brought on step by step, listed as long as it is open, and leaves the case as it is', async () => {
      const id = await idOf('1068')
      expect(await own(id)).toBeUndefined()
      expect(await appeal(id, 'appeal_filed')).toEqual({ id, status: 'appeal_filed', event: 'file_appeal' })
      expect(await own(id)).toMatchObject({
        status: 'rejected',
        to: [],
        appeal: {
          status: 'appeal_filed',
          status_name: { 'zh-CN': '已提出复议' },
          to: ['appeal_accepted', 'appeal_withdrawn'],
        },
      })
      expect(await appeal(id, 'appeal_accepted')).toMatchObject({ event: 'accept_appeal' })
      expect(await appeal(id, 'appeal_changed')).toMatchObject({ event: 'change' })
      expect(await own(id)).toBeUndefined()
      const [row] = await database.db.select().from(applicationCase).where(eq(applicationCase.id, id))
      expect(row).toMatchObject({ status: 'rejected', next: null })
      const acts = (await database.db.select().from(auditLog)).map(line => line.act)
      expect(acts).toEqual(['application.file_appeal', 'application.accept_appeal', 'application.change'])
    })

    test('of the demo is there to be brought on', async () => {
      expect(await own(await idOf('1078'))).toMatchObject({
        appeal: { status: 'appeal_accepted', to: ['appeal_upheld', 'appeal_changed', 'appeal_withdrawn'] },
      })
    })

    test('is told to the applicant at each step, with what was decided', async () => {
      const talk = await talkOf('P008')
      await database.db
        .update(contact)
        .set({ level: 'verified' })
        .where(eq(contact.id, demoContactId('P008')))
      const id = await idOf('1068')
      for (const to of ['appeal_filed', 'appeal_accepted', 'appeal_upheld']) await appeal(id, to)
      expect(office.told.map(one => one.conversation)).toEqual([talk, talk, talk])
      expect(new Set(office.told.map(one => one.key)).size).toBe(3)
      expect(office.told.map(one => one.data.second)).toEqual([
        '复议申请收到了，等复议机关看收不收。',
        expect.stringMatching(/^复议已受理，按规定60天内/),
        expect.stringContaining('维持原决定'),
      ])
    })

    test('ends with a new decision', async () => {
      const id = await idOf('1059')
      await appeal(id, 'appeal_filed')
      for (const to of ['paying', 'under_review']) await advance(id, to)
      expect(await own(id)).toMatchObject({ status: 'under_review', appeal: { status: 'appeal_filed' } })
      await advance(id, 'suspended', { reason: 'moved_away' })
      expect(await own(id)).toMatchObject({ status: 'suspended', appeal: null })
    })

    test.each([
      ['of nothing decided', '1015', 'appeal_filed'],
      ['that was not filed', '1068', 'appeal_accepted'],
      ['that is filed already', '1078', 'appeal_filed'],
      ['back to where it was', '1078', 'appeal_accepted'],
      ['to a status of the case', '1078', 'approved'],
    ])('%s is refused and changes nothing', async (_, ending, to) => {
      const id = await idOf(ending)
      const before = await database.db.select().from(applicationStep).where(eq(applicationStep.caseId, id))
      await expect(appeal(id, to)).rejects.toMatchObject({ code: 'conflict' })
      expect(await database.db.select().from(applicationStep).where(eq(applicationStep.caseId, id))).toEqual(before)
      expect(office.told).toEqual([])
    })

    test('of another area is not there', async () => {
      const id = await idOf('1068')
      const stranger = staff('caseworker', ['410105'])
      await expect(appeal(id, 'appeal_filed', stranger)).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  test('an objection to a notice, and a case that is late, are brought on like any other', async () => {
    const noticed = await idOf('1049')
    await advance(noticed, 'objection')
    expect((await list(SUPERVISOR)).find(one => one.id === noticed)).toMatchObject({
      stopped: 'objection',
      to: expect.arrayContaining(['publicizing', 'rejected']),
    })
    expect(await advance(noticed, 'publicizing')).toMatchObject({ event: 'republish' })
    expect(await advance(await idOf('1111'), 'publicizing')).toMatchObject({ status: 'publicizing' })
  })

  test('a case of another area is not there', async () => {
    const stranger = staff('caseworker', ['410105'])
    await expect(advance(await idOf('1015'), 'checking', {}, stranger)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('whoever surveyed does not decide; somebody else may', async () => {
    const id = await idOf('1022')
    const surveyor = staff('caseworker', ['410105'], 2)
    await advance(id, 'reviewing', {}, surveyor)
    await advance(id, 'publicizing', {}, surveyor)
    await advance(id, 'confirming', {}, surveyor, later(TEST_NOW, 8 * DAY))
    await expect(advance(id, 'approved', {}, surveyor, later(TEST_NOW, 9 * DAY))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await advance(id, 'approved', {}, SUPERVISOR, later(TEST_NOW, 9 * DAY))).toMatchObject({
      status: 'approved',
    })
  })

  test('the days of the notice do not count: the clock stops, and goes on with the next step', async () => {
    const id = await idOf('1111')
    await advance(id, 'publicizing')
    const own = async () => (await list(SUPERVISOR)).find(one => one.id === id)
    expect(await own()).toMatchObject({ stopped: 'public_notice', overdue: false })
    await advance(id, 'confirming', {}, SUPERVISOR, later(TEST_NOW, 8 * DAY))
    expect(await own()).toMatchObject({ stopped: null, next: { who: 'confirm_officer', limit: 'confirm' } })
  })

  test('a verified applicant hears of the step where they want to, a refusal with its reason; a stranger nothing', async () => {
    const talks = []
    for (const code of ['P001', 'P001', 'P008']) talks.push(await talkOf(code))
    await database.db
      .update(contact)
      .set({ newsIn: talks[0] ?? null })
      .where(eq(contact.id, demoContactId('P001')))
    await advance(await idOf('1111'), 'rejected', { reason: 'assets_over' })
    expect(office.told.map(one => one.conversation)).toEqual([talks[0]])
    expect(office.told[0]).toMatchObject({
      name: 'application_moved',
      data: {
        type: '最低生活保障',
        first: '没有批，原因是：家庭财产超过规定。',
        third: '要人帮您讲清楚或者再申请，请回0。',
      },
    })
  })

  test('who wrote from two places and said nothing hears where they last wrote', async () => {
    await talkOf('P001')
    const later = await talkOf('P001')
    await database.db
      .update(conversation)
      .set({ updatedAt: new Date(Date.now() + HOUR) })
      .where(eq(conversation.id, later))
    await advance(await idOf('1111'), 'rejected', { reason: 'assets_over' })
    expect(office.told.map(one => one.conversation)).toEqual([later])
  })

  test('a step at night is told in the morning, once, as it stands by then', async () => {
    const talk = await talkOf('P001')
    const [night, morning] = [
      instant(Date.parse('2026-11-24T21:00+08:00')),
      instant(Date.parse('2026-11-25T07:00+08:00')),
    ]
    await advance(await idOf('1111'), 'publicizing', {}, SUPERVISOR, night)
    const sweep = (now: Instant) => database.transaction(async tx => office.trade.sweep?.(tx, now))
    await sweep(later(morning, -1))
    expect(office.told).toEqual([])
    await sweep(morning)
    await sweep(morning)
    expect(office.told.map(one => one.conversation)).toEqual([talk])
  })

  test('a relative who handed it in hears too', async () => {
    const son = await talkOf('R003')
    await advance(await idOf('1039'), 'submitted')
    expect(office.told.map(one => one.conversation)).toEqual([son])
  })

  async function talkOf(code: string): Promise<ConversationId> {
    const [id, identityId] = [newId<ConversationId>(), newId<ConversationId>()]
    const contactId = demoContactId(code)
    await database.db.insert(channelIdentity).values({
      id: identityId,
      contactId,
      accountId: 'web/main',
      addressHash: Buffer.from(id),
      address: Buffer.from('x'),
    })
    await database.db
      .insert(conversation)
      .values({ id, contactId, speakerId: contactId, identityId, accountId: 'web/main' })
    return id
  }
})
