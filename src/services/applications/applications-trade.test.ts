import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applicationLookup, contact } from '../../../db/schema/index.ts'
import { demoContactId } from '../../../db/seed/people.ts'
import { eq } from '../../../db/sql.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { watched } from '../../../test/watched.ts'
import { HOUR, later } from '../../core/civil-time.ts'
import { type ConversationId, newId } from '../../core/ids.ts'
import { officeOf } from './test/office.ts'

const OTHERS = 'ZZ410105202611140001022'
const NUMBER = 'ZZ410103202611210001015'
const LAST4 = '026X'

describe.each(ENGINES)('applications on %s', engine => {
  let database: TestDatabase
  let office: ReturnType<typeof officeOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    office = officeOf(database)
  })
  afterEach(() => database.close())

  test('number and last four find a case, however they are written, of a whole ID number too', async () => {
    for (const [number, last4] of [
      [NUMBER, LAST4],
      ['zz 4101 0320 2611 2100 0101 5', '026x'],
      ['4101032026112100010 15', '99999919601128026Ｘ'],
    ] as const) {
      const outcome = await office.one('applications.find', { number, last4 })
      expect(outcome).toMatchObject({
        name: 'found',
        output: { case: { number: 'ZZ 4101 0320 2611 2100 0101 5', type: '最低生活保障', late: false } },
      })
    }
  })

  const MISSES = [
    ['a number that nobody has', 'ZZ410103202611210009995', LAST4],
    ['a number that can be none', 'ZZ410103202611210001016', LAST4],
    ['a wrong ID', NUMBER, '0000'],
    ['somebody else’s case', OTHERS, LAST4],
    ['no number at all', '您好', ''],
  ] as const

  test('a wrong number, a wrong ID and another’s case: the same answer after the same statements', async () => {
    const seen = []
    for (const [, number, last4] of MISSES) {
      const did: string[] = []
      const [outcome] = await database.transaction(tx =>
        office.operation('applications.find').run(watched(tx, did), [office.call({ number, last4 })]),
      )
      seen.push({ outcome, did })
    }
    expect(seen[0]?.outcome).toEqual({ name: 'not_found', output: {} })
    expect(seen[0]?.did).toEqual(['execute', 'select', 'insert', 'select'])
    for (const one of seen) expect(one).toEqual(seen[0])
  })

  test('five tries an hour in one conversation, whatever the numbers', async () => {
    const conversation = newId<ConversationId>()
    const find = (number: string, last4: string, at = 0) =>
      office.one('applications.find', { number, last4 }, { conversation, arrivedAt: later(TEST_NOW, at) })
    for (let i = 0; i < 5; i++) expect((await find(`ZZ${i}`, '0000')).name).toBe('not_found')
    expect((await find(NUMBER, LAST4)).name).toBe('too_many')
    expect((await find(NUMBER, LAST4, HOUR - 1)).name).toBe('too_many')
    expect((await find(NUMBER, LAST4, HOUR)).name).toBe('found')
  })

  test('five tries an hour for one number, from whichever conversations, a batch of them included', async () => {
    const calls = Array.from({ length: 7 }, (_, i) => office.call({ number: NUMBER, last4: i < 6 ? '0000' : LAST4 }))
    const outcomes = await database.transaction(tx => office.operation('applications.find').run(tx, calls))
    expect(outcomes.map(one => one.name)).toEqual([...Array(5).fill('not_found'), 'too_many', 'too_many'])
    expect((await office.one('applications.find', { number: OTHERS, last4: '0218' })).name).toBe('found')
  })

  test('tries are kept as hashes, and not for long', async () => {
    await office.one('applications.find', { number: NUMBER, last4: LAST4 })
    const kept = await database.db.select().from(applicationLookup)
    expect(kept).toHaveLength(2)
    expect(JSON.stringify(kept)).not.toContain('4101')
    await database.transaction(async tx => office.trade.sweep?.(tx, later(TEST_NOW, 25 * HOUR)))
    expect(await database.db.$count(applicationLookup)).toBe(0)
  })

  test('only a verified person sees what is theirs', async () => {
    expect(await office.one('applications.mine', {})).toMatchObject({
      name: 'one',
      output: { case: { type: '最低生活保障' } },
    })
    expect((await office.one('applications.mine', {}, { contact: demoContactId('P008') })).name).toBe('not_verified')
    expect((await office.one('applications.mine', {}, { contact: demoContactId('P004') })).name).toBe('none')
  })

  test('a relative sees an elder’s case while the elder lets them', async () => {
    const of = (code: string) => office.one('applications.mine', {}, { contact: demoContactId(code) })
    expect(await of('R003')).toMatchObject({
      name: 'one',
      output: { case: { label: '周奶奶的重度残疾人护理补贴，待补正' } },
    })
    // A mandate for meals only, and one that expired.
    expect([(await of('R002')).name, (await of('R004')).name]).toEqual(['none', 'none'])
  })

  test('several cases are offered by what they are', async () => {
    await database.db
      .update(contact)
      .set({ level: 'verified' })
      .where(eq(contact.id, demoContactId('P008')))
    await database.db.execute(
      `update application_case set contact_id = '${demoContactId('P008')}' where number in ('${NUMBER}', '${OTHERS}')`,
    )
    const outcome = await office.one('applications.mine', {}, { contact: demoContactId('P008'), language: 'en' })
    expect(outcome.name).toBe('several')
    expect(outcome.output.cases).toHaveLength(3)
  })

  test('of somebody who was erased nothing is found', async () => {
    await database.db.execute(`delete from data_key where contact_id = '${demoContactId('P013')}'`)
    const forgetful = officeOf({ ...database, vault: { ...database.vault, keys: async () => new Map() } })
    expect((await forgetful.one('applications.find', { number: NUMBER, last4: LAST4 })).name).toBe('not_found')
  })
})
