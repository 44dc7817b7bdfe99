import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { SettingError } from '../src/core/errors.ts'
import { testDatabase } from '../test/database.ts'
import { startPostgres } from '../test/postgres-server.ts'
import type { Tx } from './database.ts'
import { isLockTimeout, isUnavailable } from './failure.ts'
import { migrate } from './migrate.ts'
import { migrationNames } from './migration-state.ts'
import { openPostgres } from './open-postgres.ts'
import { rows, wholeNumber } from './rows.ts'
import { setting } from './schema/index.ts'
import { sql } from './sql.ts'

const count = z.object({ n: wholeNumber })

async function ownServer() {
  const server = await startPostgres()
  onTestFinished(() => server.remove())
  return server
}

test('a restart of the server is survived: queries fail meanwhile, then work, and the bell rings again', async () => {
  const server = await ownServer()
  const database = await openPostgres(server.url)
  await migrate(database)
  const heard: string[] = []
  let missed = 0
  database.bell.listen(
    'inbound',
    payload => heard.push(payload),
    () => {
      missed += 1
    },
  )
  const interrupted = database.transaction(async tx => {
    await tx.insert(setting).values({ key: 'interrupted', value: 1 })
    await server.stop()
    await tx.insert(setting).values({ key: 'never', value: 1 })
  })
  await expect(interrupted).rejects.toSatisfy(isUnavailable)
  await expect(database.db.select().from(setting)).rejects.toSatisfy(isUnavailable)
  await expect(database.intake.select().from(setting)).rejects.toSatisfy(isUnavailable)
  expect(await database.ready().catch(() => false)).toBe(false)
  await database.bell.ring(database.db, 'inbound', 'meanwhile')
  await server.start()
  await expect.poll(() => database.ready().catch(() => false), { timeout: 5_000 }).toBe(true)
  await expect.poll(() => missed, { timeout: 5_000 }).toBe(1)
  expect(await database.db.select().from(setting)).toEqual([])
  await database.transaction(tx => database.bell.ring(tx, 'inbound', 'again'))
  await expect.poll(() => heard).toEqual(['meanwhile', 'again'])
  await database.close()
})

test('processes that start together migrate once', async () => {
  const server = await ownServer()
  const starting = [1, 2, 3].map(() => openPostgres(server.url))
  const databases = await Promise.all(starting)
  await Promise.all(databases.map(migrate))
  const [first] = databases
  if (!first) throw new Error('no database')
  const names = await rows(first.db, sql`select name from migration`, z.object({ name: z.string() }))
  expect(names).toHaveLength(migrationNames.length)
  await Promise.all(databases.map(database => database.close()))
})

test('what rings while others are told goes together, each once, and is told before the end', async () => {
  const one = await testDatabase('postgres')
  const two = await openPostgres(one.url ?? '')
  const heard: string[] = []
  one.bell.listen('conversation', payload => heard.push(payload))
  const ids = Array.from({ length: 500 }, (_, i) => `talk-${i}`)
  await Promise.all(ids.flatMap(id => [1, 2].map(() => two.bell.ring(two.db, 'conversation', id))))
  await two.close()
  await expect.poll(() => new Set(heard).size).toBe(500)
  // One of the two may have gone before the other came.
  expect(heard.filter(id => id === 'talk-499')).toHaveLength(1)
  await one.close()
})

test('the bell rings in every process', async () => {
  const one = await testDatabase('postgres')
  const two = await openPostgres(one.url ?? '')
  const heard: string[] = []
  two.bell.listen('staff', payload => heard.push(payload))
  await one.transaction(tx => one.bell.ring(tx, 'staff', 'from one'))
  await expect.poll(() => heard).toEqual(['from one'])
  await two.close()
  await one.close()
})

test('a transaction gives up on a lock after its own time, and says so', async () => {
  const database = await testDatabase('postgres')
  await database.db.insert(setting).values({ key: 'contended', value: 1 })
  const lock = sql`select 1 from setting where key = 'contended' for update`
  await database.transaction(async tx => {
    await tx.execute(lock)
    const second = database.transaction(inner => inner.execute(lock), { lockTimeoutMs: 50 })
    await expect(second).rejects.toSatisfy(isLockTimeout)
  })
  await database.close()
})

test('receiving goes on while every connection for turns is taken', async () => {
  const { url, ...rig } = await testDatabase('postgres')
  const database = await openPostgres(url ?? '', { connections: 1 })
  await database.transaction(async () => {
    const stored = database.intake
      .select()
      .from(setting)
      .then(found => found.length)
    expect(await stored).toBeGreaterThan(0)
  })
  await database.close()
  await rig.close()
})

test('statements are prepared once a connection, up to a bound', async () => {
  const { url, ...rig } = await testDatabase('postgres')
  const database = await openPostgres(url ?? '', { connections: 1 })
  const prepared = async () => {
    const found = await rows(database.db, sql.raw('select count(*) as n from pg_prepared_statements'), count)
    return found[0]?.n
  }
  for (const value of [1, 2, 3]) await database.db.execute(sql`select ${value}::int`)
  await database.transaction(tx => tx.execute(sql`select ${4}::int`))
  expect(await prepared()).toBe(1)
  for (let at = 0; at < 500; at += 1) await database.db.execute(sql`select ${1}::int as ${sql.identifier(`c${at}`)}`)
  expect(await prepared()).toBe(400)
  await database.close()
  await rig.close()
})

test('what a transaction does after its connection was lost reaches no other transaction', async () => {
  const { url, ...rig } = await testDatabase('postgres')
  const database = await openPostgres(url ?? '', { connections: 1 })
  const add = (tx: Tx, key: string) => tx.insert(setting).values({ key: `x-${key}`, value: 1 })
  let second: Promise<unknown> = Promise.resolve()
  const first = database.transaction(async tx => {
    await add(tx, 'first before')
    const [own] = await rows(tx, sql`select pg_backend_pid() as n`, count)
    await rig.db.execute(sql`select pg_terminate_backend(${own?.n})`)
    second = database.transaction(async other => {
      await add(other, 'second')
      await new Promise(done => setTimeout(done, 200))
      throw new Error('second rolls back')
    })
    await new Promise(done => setTimeout(done, 100))
    await add(tx, 'first after')
  })
  await expect(first).rejects.toSatisfy(isUnavailable)
  await expect(second).rejects.toThrow('second rolls back')
  await database.transaction(tx => add(tx, 'third'))
  const keys = (await rig.db.select().from(setting)).map(row => row.key).filter(key => key.startsWith('x-'))
  expect(keys).toEqual(['x-third'])
  await database.close()
  await rig.close()
})

test('a database that is not there stops the start with a sentence that shows no password', async () => {
  const url = 'postgres://desk:s3cret@127.0.0.1:9/desk'
  const failure = await openPostgres(url).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(SettingError)
  expect(String(failure)).toMatch(/DATABASE_URL/)
  expect(String(failure)).not.toContain('s3cret')
})
