import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visitPlace } from '../../../db/schema/index.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { later } from '../../core/civil-time.ts'
import type { OperationCall, Outcome } from '../../core/operation.ts'
import { person, takenIn, visitsIn, visitsOf } from './test/desk.ts'

/** All of one street, where two hardship visits fit into a half-day. */
const ASKERS = ['P010', 'P011']
const STREET = '410105003'
const wish = (date: string, half_day = 'morning') => ({ offer: 'VO5', date, half_day })

class RolledBack extends Error {}

describe.each(ENGINES)('a street with two places on %s', engine => {
  let database: TestDatabase
  let desk: ReturnType<typeof visitsOf>
  beforeAll(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    desk = visitsOf(database)
  })
  afterAll(() => database.close())

  test('of 64 who ask at once as many get a place as there are', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        desk.one('visits.request', { ...wish('2026-11-26'), again: true }, { contact: asker(i) }),
      ),
    )
    expect(outcomes.filter(one => one.name === 'requested')).toHaveLength(2)
    expect(outcomes.filter(one => one.name === 'full')).toHaveLength(62)
    expect((await takenIn(database.db))[`VO5|${STREET}|2026-11-26|morning`]).toBe(2)
  })

  test('no counter falls below zero or above its capacity while requests, moves and undos cross', async () => {
    const days = ['2026-11-30', '2026-12-01', '2026-12-02']
    await Promise.all(
      Array.from({ length: 64 }, async (_, i) => {
        const who = { contact: asker(i) }
        const asked = await desk.one('visits.request', { ...wish(days[i % 3] ?? ''), again: true }, who)
        if (!asked.act) return
        const visit = String(asked.output.visit)
        if (i % 2 === 0) await desk.one('visits.move', { visit, ...to(days[(i + 1) % 3] ?? '') }, who)
        if (i % 3 === 0) await desk.one('visits.undo', { visit }, who)
      }),
    )
    for (const row of await database.db.select().from(visitPlace)) {
      expect(row.taken >= 0 && row.taken <= row.capacity).toBe(true)
    }
    const standing = (await visitsIn(database.db)).filter(one => one.status === 'requested')
    const counted: Record<string, number> = {}
    for (const { offer, area, date, halfDay } of standing) {
      const key = `${offer}|${area}|${date}|${halfDay}`
      counted[key] = (counted[key] ?? 0) + 1
    }
    expect(await takenIn(database.db)).toEqual(counted)
  })

  test('a batch gives what the same requests one by one give', async () => {
    const request = fc.record({
      who: fc.nat(ASKERS.length - 1),
      date: fc.constantFrom('2026-12-03', '2026-12-04', '2026-12-06'),
      half: fc.constantFrom('morning', 'afternoon'),
      gap: fc.constantFrom(0, 1_000, 61_000),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 16 }), async requests => {
        let at = 0
        const calls = requests.map(one => {
          at += one.gap
          return desk.call(wish(one.date, one.half), { contact: asker(one.who), arrivedAt: later(TEST_NOW, at) })
        })
        const together = await tried(calls, all => [all])
        const singly = await tried(calls, all => all.map(one => [one]))
        expect(together).toEqual(singly)
      }),
      { numRuns: engine === 'pglite' ? 8 : 15 },
    )
  })

  test('a batch of moves gives what the same moves one by one give', async () => {
    const dates = ['2026-12-07', '2026-12-08', '2026-12-07', '2026-12-08', '2026-12-07']
    const asked: Outcome[] = []
    for (const [i, date] of dates.slice(0, 4).entries()) {
      asked.push(await desk.one('visits.request', { ...wish(date), again: true }, { contact: asker(i) }))
    }
    const moves = [
      [0, '2026-12-08', 'morning'],
      [1, '2026-12-08', 'afternoon'],
      [0, '2026-12-08', 'morning'],
      [2, '2026-12-08', 'morning'],
      [0, '2026-12-07', 'morning'],
    ] as const
    const calls = moves.map(([which, date, half_day]) =>
      desk.call({ visit: String(asked[which]?.output.visit), date, half_day }, { contact: asker(which) }),
    )
    const together = await tried(calls, all => [all], 'visits.move')
    const singly = await tried(calls, all => all.map(one => [one]), 'visits.move')
    expect(together).toEqual(singly)
    expect(together).toMatchObject({ outcomes: ['full', 'moved', 'moved', 'full', 'moved'].map(name => ({ name })) })
  })

  /** Outcomes and places after the calls, in groups; nothing stays. */
  async function tried(
    calls: readonly OperationCall[],
    group: (calls: readonly OperationCall[]) => readonly (readonly OperationCall[])[],
    operation = 'visits.request',
  ) {
    let result: unknown
    await database
      .transaction(async tx => {
        const outcomes: Outcome[] = []
        for (const some of group(calls)) outcomes.push(...(await desk.run(operation, some, tx)))
        result = { outcomes: anonymous(outcomes), taken: await takenIn(tx) }
        throw new RolledBack()
      })
      .catch(error => {
        if (!(error instanceof RolledBack)) throw error
      })
    return result
  }
})

const to = (date: string) => ({ date, half_day: 'morning' })
const asker = (i: number) => person(ASKERS[i % ASKERS.length] ?? '')

/** Ids differ, and a rolled-back number is not used again: requests are told apart by their place. */
function anonymous(outcomes: readonly Outcome[]) {
  const places = new Map<unknown, number>()
  for (const [i, { name, output }] of outcomes.entries()) if (name === 'requested') places.set(output.number, i)
  return outcomes.map(({ name, output, act }) => ({
    name,
    output: { ...output, visit: null, number: places.get(output.number) ?? null },
    until: act?.until,
  }))
}
