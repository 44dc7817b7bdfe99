import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { handoff } from '../../db/schema/index.ts'
import { count } from '../../db/sql.ts'
import { buildDesk } from './build-desk.ts'
import { Fleet } from './fleet.ts'
import { type House, openHouse } from './house.ts'
import { CHAOS_SEED, randomFrom } from './random.ts'
import { liveThrough, type Script, type Story } from './resident.ts'
import { handoffReasons, type Shopper, shopProblems, shopper, shopperScript } from './shoppers.ts'
import { questionProblems, talkProblems, talksOf } from './talk-problems.ts'

const NEIGHBOURS = 10
/** What the bad ones write: one kills the process, one throws in its step, one fails in the database. */
const BAD = ['毒票', '坏票', '错票']
/** The three tries of the poison, and the other process where it meets it in the same moment. */
const DEATHS = { 1: 3, 2: 5 } as const

const CONFIGURATIONS = [
  { engine: 'pglite', processes: 1 },
  { engine: 'postgres', processes: 2 },
  // Nothing of its own that the two others have not: with the long histories only.
  ...(process.env.MODE === 'chaos' ? ([{ engine: 'postgres', processes: 1 }] as const) : []),
] as const

let entry = ''
beforeAll(async () => {
  entry = await buildDesk('shop-desk')
})

for (const { engine, processes } of CONFIGURATIONS) {
  test(`${engine}, ${processes} process(es): who kills the process each time goes to a person, and the neighbours are served`, {
    timeout: 480_000,
  }, async () => {
    const began = performance.now()
    const house = await openHouse(engine)
    onTestFinished(() => house.remove())
    const fleet = await Fleet.open({ processes, env: house.env, entry })
    onTestFinished(() => fleet.abandon())
    fleet.supervise()
    const wishes = Array.from({ length: NEIGHBOURS }, (_, n) => shopper(randomFrom(CHAOS_SEED + n)))
    const [bad, good] = await Promise.all([
      Promise.all(BAD.map((word, n) => liveThrough(fleet, CHAOS_SEED - 1 - n, badScript(word)))),
      Promise.all(wishes.map((wish, n) => liveThrough(fleet, CHAOS_SEED + n, shopperScript(wish)))),
    ]).catch(cause => {
      throw new Error(`CHAOS_SEED=${CHAOS_SEED}\n${fleet.complaints().slice(-40).join('\n')}`, { cause })
    })
    await fleet.untilIdle(60_000)
    expect(await fleet.stop()).toEqual(Array.from({ length: processes }, () => 0))
    expect(await problemsOf(house, bad, good, wishes), `CHAOS_SEED=${CHAOS_SEED}`).toEqual([])
    expect(fleet.deaths).toBeGreaterThanOrEqual(1)
    expect(fleet.deaths).toBeLessThanOrEqual(DEATHS[processes])
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    process.stdout.write(
      `poison: ${engine}, ${processes} process(es): ${fleet.deaths} deaths, ${NEIGHBOURS} neighbours served, ${seconds} s (seed ${CHAOS_SEED})\n`,
    )
  })
}

/** Until the desk says that a person goes on. */
const badScript = (word: string): Script => ({ opening: word, questions: [], done: /马上有人接着办/ })

function problemsOf(
  house: House,
  bad: readonly Story[],
  good: readonly Story[],
  wishes: readonly Shopper[],
): Promise<readonly string[]> {
  return house.look(async (database, vault) => {
    const badTalks = await talksOf(database, vault, bad)
    const goodTalks = await talksOf(database, vault, good)
    const reasons = await handoffReasons(database, badTalks)
    const [handoffs] = await database.db.select({ n: count() }).from(handoff)
    const shopping = goodTalks.flatMap((talk, i) => (wishes[i] ? [{ ...talk, shopper: wishes[i] }] : []))
    return [
      ...(await talkProblems(database, [...badTalks, ...goodTalks])),
      ...(await shopProblems(database, shopping)),
      ...shopping.flatMap(one => questionProblems(one.story, shopperScript(one.shopper).questions)),
      ...reasons.flatMap((reason, i) => (reason === 'staff: failure' ? [] : [`${BAD[i]}: ${reason}`])),
      ...(handoffs?.n === BAD.length ? [] : [`${handoffs?.n} hand-offs for ${BAD.length} that failed`]),
    ]
  })
}
