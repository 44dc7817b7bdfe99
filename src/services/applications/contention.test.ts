import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applicationLookup } from '../../../db/schema/index.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { officeOf } from './test/office.ts'

const NUMBER = 'ZZ410103202611210001015'
const LAST4 = '026X'
const NUMBERS = ['ZZ410105202612010001230', 'ZZ410103202611210009995', 'ZZ410105202611140001022', NUMBER]

describe.each(ENGINES)('tries from everywhere at once on %s', engine => {
  let database: TestDatabase
  let office: ReturnType<typeof officeOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    office = officeOf(database)
  })
  afterEach(() => database.close())

  test('of 64 who guess at one number five may look, and after them not even who knows', async () => {
    const guesses = Array.from({ length: 64 }, (_, i) => `00${10 + i}`)
    const outcomes = await Promise.all(
      guesses.map(last4 => office.one('applications.find', { number: NUMBER, last4 }).then(one => one.name)),
    )
    expect(outcomes.filter(name => name === 'not_found')).toHaveLength(5)
    expect(outcomes.filter(name => name === 'too_many')).toHaveLength(59)
    // Each try is counted for its conversation and for the number.
    expect(await database.db.$count(applicationLookup)).toBe(10)
    expect((await office.one('applications.find', { number: NUMBER, last4: LAST4 })).name).toBe('too_many')
  })

  test('batches that name the same numbers in other orders all come through, five tries a number', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, i) => {
        const turned = [...NUMBERS.slice(i % 4), ...NUMBERS.slice(0, i % 4)]
        const numbers = i % 2 === 0 ? turned : turned.toReversed()
        const calls = numbers.map(number => office.call({ number, last4: '0000' }))
        return database.transaction(tx => office.operation('applications.find').run(tx, calls))
      }),
    )
    const names = outcomes.flat().map(one => one.name)
    expect(names.filter(name => name === 'not_found')).toHaveLength(5 * NUMBERS.length)
    expect(names.filter(name => name === 'too_many')).toHaveLength(11 * NUMBERS.length)
  })
})
