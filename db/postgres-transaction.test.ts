import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { type DatabaseLine, databaseLine } from '../test/database-line.ts'
import type { Database, Tx } from './database.ts'
import { isUnavailable } from './failure.ts'
import { openPostgres } from './open-postgres.ts'
import { rows, wholeNumber } from './rows.ts'
import { setting } from './schema/index.ts'
import { like, sql } from './sql.ts'

let rig: TestDatabase
let line: DatabaseLine
let database: Database
beforeAll(async () => {
  rig = await testDatabase('postgres')
  line = await databaseLine(rig.url ?? '')
  database = await openPostgres(line.url, { connections: 1 })
})
afterAll(async () => {
  await database.close()
  await line.close()
  await rig.close()
})
beforeEach(async () => {
  await rig.db.delete(setting).where(like(setting.key, 'x-%'))
})

const add = (tx: Tx, key: string) => tx.insert(setting).values({ key: `x-${key}`, value: 1 })
const kept = async () => {
  const found = await rig.db.select().from(setting).where(like(setting.key, 'x-%')).orderBy(setting.key)
  return found.map(row => row.key)
}
/** Goes on whatever happens, as the worst of callers may. */
const whatever = (work: Promise<unknown>) => work.catch(() => {})

async function careless(tx: Tx): Promise<void> {
  await whatever(add(tx, '1'))
  await whatever(
    tx.transaction(async inner => {
      await whatever(add(inner, '2'))
      await whatever(add(inner, '3'))
    }),
  )
  await whatever(Promise.all([add(tx, '4'), add(tx, '5')]))
}
const all = ['x-1', 'x-2', 'x-3', 'x-4', 'x-5']
const statements = ['begin', 'x-1', 'savepoint s', 'x-2', 'x-3', 'release', 'x-4', 'x-5', 'commit']

describe.each(['end', 'reset'] as const)('a connection lost by %s', how => {
  const cases = statements.flatMap(text => [[text, 'before'] as const, [text, 'after'] as const])
  test.each(cases)('at "%s", %s it arrived: all or nothing, and the next transaction works', async (text, when) => {
    line.breakAt(text, when, how)
    await expect(database.transaction(careless)).rejects.toSatisfy(isUnavailable)
    // The server did what the answer would have said.
    const done = text === 'commit' && when === 'after' ? all : []
    await expect.poll(kept).toEqual(done)
    await database.transaction(tx => add(tx, 'next'))
    expect(await kept()).toEqual([...done, 'x-next'])
  })
})

const own = async (tx: Tx) => (await rows(tx, sql`select pg_backend_pid() as n`, z.object({ n: wholeNumber })))[0]?.n
const endings: [string, (tx: Tx) => Promise<unknown>][] = [
  ['by an administrator', async tx => rig.db.execute(sql`select pg_terminate_backend(${await own(tx)}, 5000)`)],
  [
    'by an administrator, and the caller knows before the socket does',
    async tx => rig.db.execute(sql`select pg_terminate_backend(${await own(tx)})`),
  ],
  [
    'by the server, since it was idle for too long',
    async tx => {
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 20`)
      await new Promise(done => setTimeout(done, 300))
    },
  ],
  ['by itself, within a statement', tx => whatever(tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`))],
  [
    'by itself, with statements behind it',
    tx =>
      Promise.allSettled([
        tx.execute(sql`select pg_terminate_backend(pg_backend_pid()), ${1}::int`),
        add(tx, 'a'),
        add(tx, 'b'),
      ]),
  ],
]
test.each(endings)('a transaction ended %s reaches nobody, though others wait for its place', async (_, end) => {
  const others: Promise<unknown>[] = []
  const first = database.transaction(async tx => {
    await whatever(add(tx, 'first'))
    for (const key of ['p', 'q']) {
      const other = database.transaction(async inner => {
        await add(inner, key)
        await new Promise(done => setTimeout(done, 50))
        throw new Error(`${key} rolls back`)
      })
      others.push(expect(other).rejects.toThrow(`${key} rolls back`))
    }
    others.push(add(database.db, 'single'))
    await end(tx)
    await careless(tx)
  })
  await expect(first).rejects.toSatisfy(isUnavailable)
  await Promise.all(others)
  expect(await kept()).toEqual(['x-single'])
})

test('a statement that comes after the end of its transaction is refused', async () => {
  let escaped: Tx | undefined
  await database.transaction(async tx => {
    escaped = tx
    await add(tx, '1')
  })
  if (!escaped) throw new Error('no transaction')
  await expect(add(escaped, '2')).rejects.toThrow()
  expect(await kept()).toEqual(['x-1'])
})

test('a place whose connection cannot be made is not lost', async () => {
  await whatever(database.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`))
  for (let time = 0; time < 3; time += 1) {
    line.breakAt('application_name', 'before')
    await expect(database.transaction(tx => add(tx, '1'))).rejects.toSatisfy(isUnavailable)
  }
  await database.transaction(tx => add(tx, '2'))
  expect(await kept()).toEqual(['x-2'])
})

test('the server knows the process by the name it was given, whatever the address says', async () => {
  const url = new URL(rig.url ?? '')
  url.searchParams.set('application_name', 'somebody')
  const named = await openPostgres(url.href, { process: 'boot-1' })
  const name = z.object({ name: z.string() })
  for (const lane of [named.db, named.intake]) {
    expect(await rows(lane, sql`select current_setting('application_name') as name`, name)).toEqual([
      { name: 'boot-1' },
    ])
  }
  const listed = sql`select application_name as name from pg_stat_activity where application_name = 'boot-1'`
  expect(await rows(rig.db, listed, name)).toHaveLength(3)
  await named.close()
})
