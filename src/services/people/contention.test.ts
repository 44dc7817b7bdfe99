import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identityCode } from '../../../db/schema/index.ts'
import { demoContactId } from '../../../db/seed/people.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { counterOf } from './test/counter.ts'

const HE = demoContactId('P013')
const ASKERS = 64

describe.each(ENGINES)('one code told from everywhere at once on %s', engine => {
  let database: TestDatabase
  let counter: ReturnType<typeof counterOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    counter = counterOf(database)
  })
  afterEach(() => database.close())

  const chats = async () => {
    const all = []
    for (let i = 0; i < ASKERS; i++) all.push(await counter.chat())
    return all
  }
  const speakers = async (all: Awaited<ReturnType<typeof chats>>) => {
    const found = []
    for (const chat of all) found.push(await counter.speaker(chat))
    return found
  }

  test('each in a transaction of its own, one talk alone becomes theirs', async () => {
    const [all, { code }] = [await chats(), await counter.issue(HE)]
    const names = await Promise.all(all.map(chat => counter.verify(chat, code).then(one => one.name)))
    expect(names.filter(name => name === 'verified')).toHaveLength(1)
    expect(names.filter(name => name === 'wrong')).toHaveLength(ASKERS - 1)
    const winner = names.indexOf('verified')
    expect(await speakers(all)).toEqual(all.map(({ contact }, i) => (i === winner ? HE : contact)))
  })

  test('all in one turn, the talk that told it first becomes theirs', async () => {
    const [all, { code }] = [await chats(), await counter.issue(HE)]
    const calls = all.map(chat => counter.call(chat, code, TEST_NOW))
    const names = (await counter.run('people.verify', calls)).map(one => one.name)
    expect(names).toEqual(['verified', ...Array.from({ length: ASKERS - 1 }, () => 'wrong')])
    expect(await speakers(all)).toEqual(all.map(({ contact }, i) => (i === 0 ? HE : contact)))
  })

  test('while staff issue another for the same person, nobody waits for ever and at most one code is left', async () => {
    for (let round = 0; round < 8; round++) {
      const [chat, { code }] = [await counter.chat(), await counter.issue(HE)]
      const [told, issued] = await Promise.all([counter.verify(chat, code), counter.issue(HE)])
      expect(await counter.speaker(chat)).toBe(told.name === 'verified' ? HE : chat.contact)
      expect((await counter.read(await counter.chat(), issued.code)).name).toBe('fits')
      const unused = (await database.db.select().from(identityCode)).filter(row => row.usedAt === null)
      expect(unused).toHaveLength(1)
    }
  })
})
