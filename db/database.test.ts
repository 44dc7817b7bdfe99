import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ENGINES, type TestDatabase, testDatabase } from '../test/database.ts'
import { uniqueViolation } from './failure.ts'
import { migrate } from './migrate.ts'
import { migrationNames } from './migration-state.ts'
import { moment, rows, sealedBytes, wholeNumber } from './rows.ts'
import { setting, stock } from './schema/index.ts'
import { eq, sql } from './sql.ts'

describe.each(ENGINES)('%s', engine => {
  let database: TestDatabase
  afterEach(() => database.close())
  const open = async () => {
    database = await testDatabase(engine)
  }
  const settings = async () => (await database.db.select().from(setting).orderBy(setting.key)).map(row => row.key)

  test('a fresh database is migrated, and migrating again changes nothing', async () => {
    await open()
    expect(await database.ready()).toBe(true)
    await Promise.all([migrate(database), migrate(database)])
    expect(await rows(database.db, sql`select name from migration`, z.object({ name: z.string() }))).toHaveLength(
      migrationNames.length,
    )
  })

  test('a transaction that throws leaves nothing behind', async () => {
    await open()
    const failed = database.transaction(async tx => {
      await tx.insert(setting).values({ key: 'x-lost', value: 1 })
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await settings()).not.toContain('x-lost')
  })

  test('a savepoint that fails keeps the rest of its transaction', async () => {
    await open()
    await database.transaction(async tx => {
      await tx.insert(setting).values({ key: 'x-kept', value: 1 })
      await expect(
        tx.transaction(inner => inner.insert(setting).values({ key: 'x-kept', value: 2 })),
      ).rejects.toSatisfy(error => uniqueViolation(error) === 'setting_pkey')
    })
    expect(await settings()).toContain('x-kept')
  })

  test('a failed statement that nobody minded fails its transaction: it is never taken for committed', async () => {
    await open()
    const careless = database.transaction(async tx => {
      await tx.insert(setting).values({ key: 'x-lost', value: 1 })
      await tx.execute(sql`select 1 / 0`).catch(() => {})
    })
    await expect(careless).rejects.toThrow()
    expect(await settings()).not.toContain('x-lost')
  })

  test('hand-written statements give the same rows on both drivers', async () => {
    await open()
    const [row] = await rows(
      database.db,
      sql`select count(*) as n, 9007199254740991::bigint as big, '2026-11-25 01:02:03.456+00'::timestamptz as at,
            '\\x00ff'::bytea as raw, '{"a": [1]}'::jsonb as doc, null as nothing from generate_series(1, 3)`,
      z.object({
        n: wholeNumber,
        big: wholeNumber,
        at: moment,
        raw: sealedBytes,
        doc: z.object({ a: z.array(z.number()) }),
        nothing: z.null(),
      }),
    )
    expect(row && { ...row, raw: [...row.raw] }).toEqual({
      n: 3,
      big: Number.MAX_SAFE_INTEGER,
      at: new Date('2026-11-25T01:02:03.456Z'),
      raw: [0, 255],
      doc: { a: [1] },
      nothing: null,
    })
  })

  test('parameters arrive as what they are on both drivers', async () => {
    await open()
    const at = new Date('2026-11-25T01:02:03.456Z')
    await database.db.insert(setting).values([
      { key: 'x-object', value: { a: ['1', 2] } },
      { key: 'x-string', value: 'plain' },
    ])
    const kinds = await rows(
      database.db,
      sql`select jsonb_typeof(value) as kind from setting where key like 'x-%' order by key`,
      z.object({ kind: z.string() }),
    )
    expect(kinds.map(row => row.kind)).toEqual(['object', 'string'])
    const [row] = await rows(
      database.db,
      sql`select jsonb_typeof(${JSON.stringify({ a: 1 })}::jsonb) as text, jsonb_typeof(${{ a: 1 }}::jsonb) as object,
            ${at}::timestamptz as at, ${new Uint8Array([0, 255])}::bytea as raw, ${true}::boolean as yes,
            ${null}::text as nothing, ${Number.MAX_SAFE_INTEGER}::bigint as big`,
      z.object({
        text: z.literal('object'),
        object: z.literal('object'),
        at: moment,
        raw: sealedBytes,
        yes: z.literal(true),
        nothing: z.null(),
        big: wholeNumber,
      }),
    )
    expect(row?.at).toEqual(at)
    expect([...(row?.raw ?? [])]).toEqual([0, 255])
    expect(row?.big).toBe(Number.MAX_SAFE_INTEGER)
  })

  test('stock is never below zero nor above its capacity', async () => {
    await open()
    const portion = { site: 'M01', date: '2026-11-25', period: 'lunch', kind: 'dish', key: 'D001', capacity: 2 }
    await database.db.insert(stock).values({ ...portion, taken: 2 })
    for (const taken of [3, -1]) {
      await expect(database.db.update(stock).set({ taken }).where(eq(stock.key, 'D001'))).rejects.toThrow()
    }
    expect((await database.db.select().from(stock))[0]?.taken).toBe(2)
  })

  test('rings are heard after the commit, once each, and not at all after a rollback', async () => {
    await open()
    const heard: string[] = []
    const stop = database.bell.listen('inbound', payload => heard.push(payload))
    const other: string[] = []
    database.bell.listen('staff', payload => other.push(payload))
    await database
      .transaction(async tx => {
        await database.bell.ring(tx, 'inbound', 'rolled back')
        throw new Error('no')
      })
      .catch(() => {})
    await database.transaction(async tx => {
      await database.bell.ring(tx, 'inbound', 'a')
      await database.bell.ring(tx, 'inbound', 'a')
      await database.bell.ring(tx, 'inbound', 'b c')
      await new Promise(done => setTimeout(done, 30))
      expect(heard).toEqual([])
    })
    await expect.poll(() => heard).toEqual(['a', 'b c'])
    stop()
    await database.bell.ring(database.db, 'inbound', 'too late')
    await database.bell.ring(database.db, 'staff', 's')
    await expect.poll(() => other).toEqual(['s'])
    expect(heard).toHaveLength(2)
  })
})
