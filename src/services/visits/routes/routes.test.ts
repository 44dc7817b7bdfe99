import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditLog } from '../../../../db/schema/index.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { HOUR, later } from '../../../core/civil-time.ts'
import { branded, type StaffId } from '../../../core/ids.ts'
import type { Role, Staff } from '../../../core/staff.ts'
import { person, takenIn, visitsIn, visitsOf } from '../test/desk.ts'

const staff = (role: Role, areas: readonly string[] = ['4101']): Staff => ({
  id: branded<StaffId>(`staff-${role}`),
  name: 'x',
  role,
  areas,
})
const WISH = { offer: 'VO5', date: '2026-11-26', half_day: 'morning' }
const WHO = { visitor: '王敏', badge: '0315' }
const key = (date: string, half: string) => `VO5|410105006|${date}|${half}`

describe.each(ENGINES)('staff arrange visits on %s', engine => {
  let database: TestDatabase
  let desk: ReturnType<typeof visitsOf>
  let visit: string
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    desk = visitsOf(database)
    const asked = await desk.one('visits.request', { ...WISH, answers: { hardship: 'illness' }, note: '门铃坏了' })
    visit = String(asked.output.visit)
  })
  afterEach(() => database.close())

  const call = (path: string, input: object = {}, who = staff('dispatcher'), after = HOUR) => {
    const route = desk.trade.routes.find(one => one.path === path)
    if (!route) throw new Error(`no route ${path}`)
    return database.transaction(async tx => {
      const reply = await route.run(tx, route.input.parse(input), {
        staff: who,
        now: later(TEST_NOW, after),
        csv: false,
      })
      return reply.kind === 'json' ? route.output.parse(reply.body) : null
    })
  }
  const act = (name: string, input: object = {}, after = HOUR) =>
    call(`/visits/:id/${name}`, { id: visit, ...input }, staff('dispatcher'), after)

  test('only staff of the area see a visit, and details only who needs them; every opening is written down', async () => {
    expect(await call('/visits', {}, staff('dispatcher', ['410102']))).toEqual({ visits: [] })
    expect(await call('/visits', {}, staff('administrator'))).toMatchObject({ visits: [{ id: visit, details: null }] })
    expect(await database.db.select().from(auditLog)).toEqual([])
    expect(await call('/visits', { date: '2026-11-26', state: 'requested' })).toMatchObject({
      visits: [{ details: { name: '陈桂兰', note: '门铃坏了', answers: { hardship: 'illness' }, visitor: null } }],
    })
    expect(await database.db.select().from(auditLog)).toMatchObject([
      { staffId: 'staff-dispatcher', act: 'visit.list', contactId: person('P001'), subject: visit },
    ])
    expect(await call('/visits', { date: '2026-11-27' })).toEqual({ visits: [] })
    await expect(call('/visits/:id/done', { id: visit }, staff('dispatcher', ['410102']))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('an offer names time and visitor, moves the place with it and waits a day', async () => {
    await act('offer', { date: '2026-11-27', time: '15:00', ...WHO })
    expect(await takenIn(database.db)).toEqual({ [key('2026-11-27', 'afternoon')]: 1 })
    expect(await visitsIn(database.db)).toMatchObject([
      { status: 'offered', halfDay: 'afternoon', lapseAt: new Date(later(TEST_NOW, 25 * HOUR)) },
    ])
    expect(desk.told).toMatchObject([
      {
        name: 'visit_offered',
        data: { visit, when: '11月27日（周五）下午3点', visitor: '街道和社区工作人员两人王敏（工号0315）' },
      },
    ])
    await expect(act('offer', { date: '2026-11-27', time: '15:00', ...WHO })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test.each([
    ['between the half-days', { date: '2026-11-27', time: '12:30' }, 'bad_request'],
    [
      'in another half-day than the one named',
      { date: '2026-11-27', time: '15:00', half_day: 'morning' },
      'bad_request',
    ],
    ['in the past', { date: '2026-11-24', time: '09:00' }, 'bad_request'],
    ['in a half-day that is full', { date: '2026-11-30', time: '09:00' }, 'conflict'],
  ])('no time is offered %s', async (_, input, code) => {
    await desk.one('visits.request', { ...WISH, date: '2026-11-30' }, { contact: person('P002') })
    await expect(act('offer', { ...input, ...WHO })).rejects.toMatchObject({ code })
    expect((await takenIn(database.db))[key('2026-11-26', 'morning')]).toBe(1)
    expect(desk.told).toEqual([])
  })

  test('what was asked for is agreed to at once; the visitor cannot, and another time is offered', async () => {
    await expect(act('book', { time: '15:00', ...WHO })).rejects.toMatchObject({ code: 'conflict' })
    await act('book', { time: '09:30', ...WHO })
    await act('cannot', { date: '2026-11-26', time: '09:30', visitor: '李军', badge: '0316' }, 2 * HOUR)
    await act('decline', { reason: 'no_capacity' }, 3 * HOUR)
    expect(desk.told.map(one => one.name)).toEqual(['visit_booked', 'visit_offered', 'visit_declined'])
    expect(new Set(desk.told.map(one => one.key)).size).toBe(3)
    expect(desk.told[2]?.data).toMatchObject({ reason: '近期都约满了', again: true, offer: 'VO5' })
    expect(await takenIn(database.db)).toEqual({})
  })

  test.each([
    ['decline', { reason: 'out_of_area' }, 'declined', { name: 'visit_declined', data: { again: false } }],
    ['decline', { reason: 'weather' }, 'bad_request', null],
    ['cancel', { reason: 'weather' }, 'conflict', null],
  ])('%s %o of what is only asked for: %s', async (path, input, expected, told) => {
    if (told) {
      expect(await act(path, input)).toMatchObject({ status: expected })
      expect(desk.told).toMatchObject([told])
    } else await expect(act(path, input)).rejects.toMatchObject({ code: expected })
  })

  test.each([
    ['cancel', { reason: 'weather' }, 'cancelled', 'visit_cancelled'],
    ['done', { note: '血压正常' }, 'done', 'visit_done'],
    ['nobody-met', {}, 'no_show', 'visit_nobody_met'],
  ])('%s ends what was agreed, once', async (path, input, status, name) => {
    await act('book', { time: '09:30', ...WHO })
    expect(await act(path, input)).toEqual({ id: visit, status })
    expect(desk.told[1]).toMatchObject({ name, data: { visit, self: true } })
    await expect(act(path, input)).rejects.toMatchObject({ code: 'conflict' })
    const report = 'note' in input ? input.note : null
    expect(await call('/visits', { state: status })).toMatchObject({ visits: [{ details: { report } }] })
  })
})
