import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Tx } from '../../db/database.ts'
import { isUnavailable } from '../../db/failure.ts'
import { alarm, channelAccount, inbound } from '../../db/schema/index.ts'
import { type AccountId, branded } from '../../src/core/ids.ts'
import { createReceive, type Receive } from '../../src/desk/receive/create-receive.ts'
import { ENGINES } from '../database.ts'
import { ASLEEP } from './asleep.ts'
import { ACCOUNT } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const FLOODED = { ...ACCOUNT, id: branded<AccountId>('line/flooded') }
const QUIET = { ...ACCOUNT, id: branded<AccountId>('line/quiet') }
/** A webhook with many events, as LINE bundles them. */
const BUNDLE = 100
const STATEMENT_MS = 40

describe.each(ENGINES)('a flood of webhooks on one account, on %s', engine => {
  let house: House
  let receive: Receive
  const order: string[] = []
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.database.db.insert(channelAccount).values([FLOODED, QUIET])
    const desk = await house.desk()
    receive = createReceive({ ...desk.ports, database: slow(desk.ports.database) }, ASLEEP)
    order.length = 0
  })
  afterEach(() => house.close())

  function slow(database: Database): Database {
    const intake: Tx = Object.create(database.intake)
    intake.execute = (async (statement: Parameters<Tx['execute']>[0]) => {
      await pause(STATEMENT_MS)
      return database.intake.execute(statement)
    }) as Tx['execute'] // the same, later
    return { ...database, intake }
  }

  async function come(what: string, account: AccountId, ...texts: readonly string[]): Promise<string> {
    const drafts = house.drafts(texts.map((text, nth) => ({ from: `${what} ${nth}`, text })))
    const told = await receive(account, drafts, house.clock.now).then(
      () => 'stored',
      error => (isUnavailable(error) ? '503' : 'failed'),
    )
    order.push(`${what}: ${told}`)
    return told
  }

  const flood = (requests: number) =>
    Array.from({ length: requests }, () => come('flood', FLOODED.id, ...Array.from({ length: BUNDLE }, () => '买票')))

  test('another account’s is stored with the next statement, and a cry for help before all', async () => {
    const all = flood(40)
    const calm = come('calm', QUIET.id, '买票')
    const cry = come('cry', FLOODED.id, '救命')
    expect(await Promise.all([calm, cry])).toEqual(['stored', 'stored'])
    const before = order.filter(one => one.startsWith('flood')).length
    expect(before, 'of forty').toBeLessThan(20)
    expect(await house.database.db.$count(alarm)).toBe(1)
    expect(new Set(await Promise.all(all))).toEqual(new Set(['stored']))
  })

  test('who floods is asked to come again, the others are taken, and what was taken is stored', async () => {
    const all = flood(60)
    expect(await come('cry', FLOODED.id, '救命')).toBe('stored')
    expect(await come('calm', QUIET.id, '买票')).toBe('stored')
    const told = await Promise.all(all)
    const taken = told.filter(one => one === 'stored').length
    expect(told.filter(one => one === '503')).toHaveLength(60 - taken)
    expect(taken).toBeLessThan(60)
    expect(await house.database.db.$count(inbound)).toBe(taken * BUNDLE + 2)
    expect(await come('flood', FLOODED.id, '买票'), 'and it is taken again').toBe('stored')
  })
})
