import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ENGINES, type TestDatabase, testDatabase } from '../test/database.ts'
import { compiled } from './compiled.ts'
import { rows } from './rows.ts'
import { setting } from './schema/index.ts'
import { sql } from './sql.ts'
import { givenTable } from './table-of.ts'

const WORDS = givenTable('w', { word: 'text', times: 'int' })
let made = 0
const repeat = compiled(() => {
  made++
  return sql`select repeat(w.word, w.times) || ${sql.placeholder('end')} || ${'?'}::text as said, w.nth::int as nth,
      (select count(*)::int from ${setting} where key = w.word) as settings
    from ${WORDS.sql} order by w.nth`
})
const said = z.object({ said: z.string(), nth: z.number(), settings: z.number() })

describe.each(ENGINES)('a compiled statement on %s', engine => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase(engine)
  })
  afterEach(() => database.close())

  test('is made once and takes what each use gives', async () => {
    const use = (word: readonly string[], times: readonly number[], end: string) =>
      rows(database.db, repeat({ ...WORDS.given({ word, times }), end }), said)
    expect(await use(['a"b\\', '嗯'], [1, 2], '!')).toEqual([
      { said: 'a"b\\!?', nth: 1, settings: 0 },
      { said: '嗯嗯!?', nth: 2, settings: 0 },
    ])
    expect(await use([], [], '!')).toEqual([])
    expect((await use(['c'], [3], '.')).map(row => row.said)).toEqual(['ccc.?'])
    expect(made).toBe(1) // for both engines
  })

  test('says what was forgotten', async () => {
    expect(() => repeat(WORDS.given({ word: [], times: [] }))).toThrow('nothing was given for end')
  })
})
