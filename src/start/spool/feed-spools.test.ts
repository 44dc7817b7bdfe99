import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Unavailable } from '../../../db/failure.ts'
import { openVault } from '../../../db/vault.ts'
import { TEST_NOW, TEST_SECRET, testDatabase } from '../../../test/database.ts'
import { type AccountId, branded } from '../../core/ids.ts'
import type { Delivered, TakeIn } from '../../desk/receive/take-in.ts'
import { pinoLog } from '../../log/pino-log.ts'
import { feedSpools } from './feed-spools.ts'
import { openSpool } from './open-spool.ts'

const delivered = (key: string): Delivered => ({
  account: branded<AccountId>('line/main'),
  events: [{ key, address: 'ann', sort: null, content: { kind: 'text', text: key } }],
  receivedAt: TEST_NOW,
  nonce: null,
})

/** A feeder of one spool with two entries, and the keys of what `takeIn` was given. */
async function feeder(takeIn: (nth: number) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'feed-'))
  const database = await testDatabase('pglite')
  const spool = openSpool(folder, 'a', 1024 * 1024)
  onTestFinished(async () => {
    spool.close()
    await database.close()
    await rm(folder, { recursive: true })
  })
  const vault = await openVault(database, { current: TEST_SECRET })
  for (const key of ['1', '2']) await spool.keep(vault.seal(vault.arrivals, delivered(key)))
  const taken: string[] = []
  let tries = 0
  const take: TakeIn = async ({ events }) => {
    takeIn(++tries)
    taken.push(...events.map(event => event.key))
    return { kind: 'stored', received: [] }
  }
  const log = pinoLog('silent', { write() {} })
  return { spool, taken, feeds: feedSpools({ vault, takeIn: take, log, spools: () => [spool] }) }
}

test('what is kept is fed before the process ends, where the database comes back in time', async () => {
  const { spool, taken, feeds } = await feeder(nth => {
    if (nth < 3) throw new Unavailable('the database is away')
  })
  await feeds.stop()
  expect(taken).toEqual(['1', '2'])
  expect(spool.size).toBe(0)
})

test('a database that stays away does not keep the process from ending, and all stays kept', async () => {
  const { spool, feeds } = await feeder(() => {
    throw new Unavailable('the database is away')
  })
  await feeds.stop()
  expect(spool.size).toBe(2)
})
