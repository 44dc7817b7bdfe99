import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessToken } from '../../db/schema/index.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { instant } from '../core/civil-time.ts'
import { type AccountId, branded } from '../core/ids.ts'
import { accessTokens } from './access-tokens.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase('pglite')
})
afterAll(() => database.close())

/** Two processes on one database, and a platform that hands out a new token when it is told to. */
function account(name: string) {
  const clock = { now: instant(1_800_000_000_000) }
  const platform = { token: 't1', asked: 0, down: false }
  const issue = async (force: boolean) => {
    platform.asked++
    if (platform.down) return { kind: 'unreachable' } as const
    if (force) platform.token = `${platform.token}+`
    return { kind: 'token', token: platform.token, expiresInS: 7_200 } as const
  }
  const ports = { database, vault: database.vault, now: () => clock.now }
  const open = () => accessTokens(ports, branded<AccountId>(name), issue)
  return { clock, platform, one: open(), other: open() }
}

test('it is asked for once, whichever process needs it', async () => {
  const { platform, one, other } = account('wechat/once')
  expect([await one.current(), await one.current(), await other.current()]).toEqual(['t1', 't1', 't1'])
  expect(platform.asked).toBe(1)
})

test('it is asked for anew shortly before its end', async () => {
  const { clock, platform, one } = account('wechat/end')
  await one.current()
  platform.token = 't2'
  clock.now = instant(clock.now + 6_800_000)
  expect(await one.current()).toBe('t1')
  clock.now = instant(clock.now + 200_000)
  expect(await one.current()).toBe('t2')
})

test('one that was refused is renewed once, and the other process takes the new one', async () => {
  const { platform, one, other } = account('wechat/refused')
  await one.current()
  await other.current()
  platform.token = 't2'
  expect(await one.renew('t1')).toBe('t2')
  expect(await other.renew('t1')).toBe('t2')
  expect(platform.asked).toBe(2)
})

test('one that the platform refuses and gives again is ended by force', async () => {
  const { one, other } = account('wechat/stuck')
  expect(await one.current()).toBe('t1')
  expect(await one.renew('t1')).toBe('t1+')
  expect(await other.current()).toBe('t1+')
})

test('why there is none is told, and asked again the next time', async () => {
  const { platform, one } = account('wechat/down')
  platform.down = true
  expect(await one.current()).toEqual({ kind: 'unreachable' })
  platform.down = false
  expect(await one.current()).toBe('t1')
})

test('it lies sealed in the database', async () => {
  const { one } = account('wechat/sealed')
  await one.current()
  const rows = await database.db.select().from(accessToken)
  expect(rows.some(row => Buffer.from(row.sealed).includes('t1'))).toBe(false)
})
