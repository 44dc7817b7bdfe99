import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { visitRequest } from '../../../db/schema/index.ts'
import { eq } from '../../../db/sql.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type CivilDate, type CivilTime, HOUR, instantAt, later } from '../../core/civil-time.ts'
import { person, takenIn, visitsIn, visitsOf } from './test/desk.ts'

const STREET = '410105006'
/** VO5, the hardship visit: one a half-day in most streets. */
const HARDSHIP = { offer: 'VO5', date: '2026-11-26', half_day: 'morning' }
const COMPANY = { offer: 'VO1', date: '2026-11-26', half_day: 'morning' }
const at = (date: string, time: string) => instantAt(date as CivilDate, time as CivilTime) // written out below

describe.each(ENGINES)('visits on %s', engine => {
  let database: TestDatabase
  let desk: ReturnType<typeof visitsOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    desk = visitsOf(database)
  })
  afterEach(() => database.close())

  test('the kinds are choices, in the language of the one who asks', async () => {
    const { output } = await desk.one('visits.offers', {}, { language: 'en' })
    expect(output.offers).toMatchObject([{ id: 'VO1', label: 'Companionship visit' }, {}, {}, {}, { id: 'VO5' }])
  })

  test('a request holds its place, its details are sealed, and its number has a check digit', async () => {
    const input = { ...COMPANY, answers: { alone: true, hearing: null }, note: '门铃坏了' }
    const asked = await desk.one('visits.request', input)
    expect(asked).toMatchObject({
      name: 'requested',
      output: { what: '陪聊探望', when: '后天（11月26日，周四）上午', place: '到您家', by_time: '明天下午5点' },
      act: { undo: 'visits.undo', until: at('2026-11-26', '07:00') },
    })
    expect(await takenIn(database.db)).toEqual({ [`VO1|${STREET}|2026-11-26|morning`]: 1 })
    const [visit] = await visitsIn(database.db)
    expect(visit).toMatchObject({ status: 'requested', area: STREET, visitedId: person('P001'), number: '500005' })
    expect(Buffer.from(visit?.details ?? []).includes('门铃')).toBe(false)
  })

  test('the same call is one visit; the same act within a minute is answered with the first number', async () => {
    const first = await desk.one('visits.request', COMPANY, { key: 'a' })
    expect(await desk.one('visits.request', COMPANY, { key: 'a' })).toEqual(first)
    const number = first.output.number
    const soon = { arrivedAt: later(TEST_NOW, 60_000) }
    expect(await desk.one('visits.request', COMPANY, soon)).toEqual({ name: 'doubled', output: { number } })
    expect((await desk.one('visits.request', { ...COMPANY, again: true }, soon)).name).toBe('requested')
    expect((await desk.one('visits.request', COMPANY, { arrivedAt: later(TEST_NOW, 60_001 * 2) })).name).toBe(
      'requested',
    )
    expect(await visitsIn(database.db)).toHaveLength(3)
  })

  test('a full half-day offers the nearest others', async () => {
    await desk.one('visits.request', HARDSHIP)
    const second = await desk.one('visits.request', HARDSHIP, { contact: person('P002') })
    expect(second).toMatchObject({
      name: 'full',
      output: {
        when: '后天（11月26日，周四）上午',
        choices: [
          { date: '2026-11-25', half_day: 'morning', label: '明天上午' },
          { date: '2026-11-26', half_day: 'afternoon', label: '后天下午' },
          { date: '2026-11-27', half_day: 'morning', label: '11月27日（周五）上午' },
        ],
      },
    })
  })

  test.each([
    ['nothing said', {}, 'ask_day'],
    ['a day with both halves free', { date: '2026-11-26' }, 'ask_half_day'],
    ['a day of which one half is free', { date: '2026-11-25' }, 'open'],
    ['both said', { date: '2026-11-27', half_day: 'afternoon' }, 'open'],
    ['a half-day that is taken', { date: '2026-11-25', half_day: 'morning' }, 'full'],
    ['today: preparing takes a working day', { date: '2026-11-24' }, 'closed'],
    ['a Sunday', { date: '2026-11-29', half_day: 'morning' }, 'closed'],
    ['too far ahead', { date: '2026-12-20' }, 'closed'],
    ['next year, whose calendar nobody knows', { date: '2027-01-12' }, 'no_calendar'],
  ])('when: %s', async (_, wish, expected) => {
    await desk.one('visits.request', { ...HARDSHIP, date: '2026-11-25' })
    const found = await desk.one('visits.when', { offer: 'VO5', ...wish }, { contact: person('P002') })
    expect(found.name).toBe(expected)
  })

  test('when the working calendar ends, no date is offered', async () => {
    const late = { arrivedAt: at('2026-12-31', '09:00') }
    expect((await desk.one('visits.when', { offer: 'VO1' }, late)).name).toBe('no_calendar')
    const found = await desk.one('visits.request', { ...COMPANY, date: '2027-01-04' }, late)
    expect(found.name).toBe('no_calendar')
    expect(await takenIn(database.db)).toEqual({})
  })

  test.each([
    ['a son who may book services', 'R003', { who: 'P007' }, 'requested'],
    ['a daughter who may only see visits', 'R001', { who: 'P001' }, 'not_allowed'],
    ['a relative whose street nobody knows', 'R001', {}, 'no_street'],
  ])('%s', async (_, code, { who }: { who?: string }, expected) => {
    const input = { ...COMPANY, ...(who && { who: person(who) }) }
    expect((await desk.one('visits.request', input, { contact: person(code) })).name).toBe(expected)
  })

  test('somebody named only here is read back whole, and nothing on file is used', async () => {
    const other = { name: '张三', street: STREET, address: '南阳路1号院2号楼', phone: '13800009999' }
    const asked = await desk.one('visits.request', { ...COMPANY, other }, { contact: person('R001') })
    expect(asked.output.place).toBe('到张三家（南阳路1号院2号楼，电话138 0000 9999）')
    expect(await visitsIn(database.db)).toMatchObject([{ visitedId: null, area: STREET }])
  })

  test('one’s own visits are shown; a relative sees what the elder allowed, and changes nothing', async () => {
    expect((await desk.one('visits.mine', {})).name).toBe('none')
    await desk.one('visits.request', COMPANY)
    expect(await desk.one('visits.mine', {})).toMatchObject({
      name: 'one',
      output: { visit: { status_words: '已提出，等安排', can_change: true } },
    })
    const daughter = { contact: person('R001') }
    expect(await desk.one('visits.mine', {}, daughter)).toMatchObject({
      output: { visit: { label: '陈奶奶：后天（11月26日，周四）上午陪聊探望', can_change: false } },
    })
    expect((await desk.one('visits.mine', { only: 'changeable' }, daughter)).name).toBe('none')
    expect((await desk.one('visits.mine', {}, { contact: person('R002') })).name).toBe('none')
    await desk.one('visits.request', HARDSHIP)
    expect((await desk.one('visits.mine', {})).name).toBe('several')
  })

  test('taking back frees the place; inside the last two hours of what is agreed only a person can', async () => {
    const { output } = await desk.one('visits.request', HARDSHIP)
    const visit = String(output.visit)
    await agree(visit)
    const late = { arrivedAt: at('2026-11-26', '07:30') }
    expect((await desk.one('visits.undo', { visit }, { arrivedAt: later(late.arrivedAt, 1) })).name).toBe('too_late')
    expect((await desk.one('visits.undo', { visit }, late)).name).toBe('undone')
    expect((await desk.one('visits.undo', { visit }, late)).name).toBe('undone')
    expect(await takenIn(database.db)).toEqual({})
    await expect(desk.one('visits.undo', { visit }, { contact: person('P002') })).rejects.toThrow('somebody else')
  })

  test('a move takes the new place and frees the old one; twice, then a person', async () => {
    const { output } = await desk.one('visits.request', HARDSHIP)
    const visit = String(output.visit)
    await agree(visit)
    const to = (date: string, half_day: string) => desk.one('visits.move', { visit, date, half_day })
    expect(await to('2026-11-27', 'morning')).toMatchObject({
      name: 'moved',
      output: { when: '11月27日（周五）上午9点半', agreed: true },
    })
    expect(await takenIn(database.db)).toEqual({ [`VO5|${STREET}|2026-11-27|morning`]: 1 })
    await desk.one('visits.request', { ...HARDSHIP, date: '2026-11-30' }, { contact: person('P002') })
    expect(await to('2026-11-30', 'morning')).toMatchObject({ name: 'full' })
    expect(await to('2026-11-29', 'morning')).toMatchObject({ name: 'closed' })
    expect(await to('2026-11-27', 'afternoon')).toMatchObject({ output: { when: '11月27日（周五）下午' } })
    expect((await to('2026-12-01', 'morning')).name).toBe('too_often')
    expect(await visitsIn(database.db)).toMatchObject([{ status: 'moved', moves: 2, startsAt: null }, {}])
    const late = { arrivedAt: at('2026-11-27', '13:00') }
    expect((await desk.one('visits.move', { visit, date: '2026-12-01', half_day: 'morning' }, late)).name).toBe(
      'too_late',
    )
  })

  test('the offered time is taken once; a lapsed or another one is gone', async () => {
    const { output } = await desk.one('visits.request', COMPANY)
    const visit = String(output.visit)
    const time = new Date(at('2026-11-26', '09:30')).toISOString()
    await offer(visit)
    expect((await desk.one('visits.answer', { visit, time: '2026-11-26T02:00:00.000Z' })).name).toBe('gone')
    const lapsed = { arrivedAt: later(TEST_NOW, 24 * HOUR) }
    expect((await desk.one('visits.answer', { visit, time }, lapsed)).name).toBe('gone')
    expect(await desk.one('visits.answer', { visit, time })).toMatchObject({
      name: 'booked',
      output: { when: '后天（11月26日，周四）上午9点半', visitor: '志愿者' },
    })
    expect((await desk.one('visits.answer', { visit, time })).name).toBe('booked')
    expect(await visitsIn(database.db)).toMatchObject([
      { status: 'booked', lapseAt: null, remindAt: new Date(at('2026-11-25', '17:00')) },
    ])
  })

  test('an offer that nobody answers lapses and gives its place back; who agreed is reminded once', async () => {
    const [first, second] = [
      await desk.one('visits.request', COMPANY),
      await desk.one('visits.request', HARDSHIP, { contact: person('P002') }),
    ]
    await offer(String(first.output.visit))
    await offer(String(second.output.visit))
    const time = new Date(at('2026-11-26', '09:30')).toISOString()
    const answer = { visit: String(second.output.visit), time }
    await desk.one('visits.answer', answer, { contact: person('P002') })
    const sweep = (now: number) => database.transaction(async tx => desk.trade.sweep?.(tx, later(TEST_NOW, now)))
    await sweep(24 * HOUR - 1)
    expect(desk.told).toEqual([])
    await sweep(24 * HOUR)
    await sweep(24 * HOUR)
    expect(desk.told).toMatchObject([{ name: 'visit_lapsed', data: { number: first.output.number } }])
    expect(await takenIn(database.db)).toEqual({ [`VO5|${STREET}|2026-11-26|morning`]: 1 })
    await sweep(33 * HOUR)
    await sweep(33 * HOUR)
    expect(desk.told.slice(1)).toMatchObject([
      {
        name: 'visit_reminder',
        usefulUntil: at('2026-11-26', '09:30'),
        data: { when: '明天（11月26日，周四）上午9点半', self: true },
      },
    ])
  })

  async function offer(id: string): Promise<void> {
    const startsAt = new Date(at('2026-11-26', '09:30'))
    const lapseAt = new Date(later(TEST_NOW, 24 * HOUR))
    await database.db.update(visitRequest).set({ status: 'offered', startsAt, lapseAt }).where(eq(visitRequest.id, id))
  }

  async function agree(id: string): Promise<void> {
    const startsAt = new Date(at('2026-11-26', '09:30'))
    await database.db.update(visitRequest).set({ status: 'booked', startsAt }).where(eq(visitRequest.id, id))
  }
})
