import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { alarm, handoff } from '../../db/schema/index.ts'
import { count } from '../../db/sql.ts'
import type { Engine } from '../database.ts'
import { type Diner, diner, dinerScript } from './diners.ts'
import { Fleet } from './fleet.ts'
import { type House, openHouse } from './house.ts'
import { mealProblems } from './meal-problems.ts'
import { CHAOS_SEED, oneOf, type Random, randomFrom } from './random.ts'
import { liveThrough, type Story } from './resident.ts'
import { questionProblems, talkProblems, talksOf } from './talk-problems.ts'

/** `npm run chaos` takes more; null: what the time of `npm test` allows. */
const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? (process.env.MODE === 'chaos' ? 20 : 0)) || null
const CROWD = 8

const CONFIGURATIONS = [
  // Its process is the dearest to start; npm run chaos kills it as often as the others.
  { engine: 'pglite', processes: 1, rounds: ROUNDS ?? 1 },
  { engine: 'postgres', processes: 1, rounds: ROUNDS ?? 2 },
  { engine: 'postgres', processes: 2, rounds: ROUNDS ?? 3 },
] as const satisfies readonly { engine: Engine; processes: number; rounds: number }[]

for (const { engine, processes, rounds } of CONFIGURATIONS) {
  test(`${engine}, ${processes} process(es): ${rounds} rounds of kill -9 under load leave every talk with one right order`, {
    timeout: 240_000 + rounds * 60_000,
  }, async () => {
    const began = performance.now()
    const since = new Date()
    const house = await openHouse(engine)
    onTestFinished(() => house.remove())
    const fleet = await Fleet.open({ processes, env: house.env })
    onTestFinished(() => fleet.abandon())
    const lived = await storm(fleet, rounds)
    await fleet.untilIdle(60_000)
    expect(await fleet.stop()).toEqual(Array.from({ length: processes }, () => 0))
    expect(await problemsOf(house, lived, since), `CHAOS_SEED=${CHAOS_SEED}`).toEqual([])
    report({ engine, processes, rounds, residents: lived.length, kills: fleet.deaths, began })
  })
}

interface Lived {
  readonly diner: Diner
  readonly story: Story
}

/** Residents come one after another, `CROWD` of them at a time, while processes are killed; the last ones finish. */
async function storm(fleet: Fleet, rounds: number): Promise<readonly Lived[]> {
  const lived: Lived[] = []
  let arrived = 0
  let over = false
  const seat = async () => {
    while (!over) {
      const n = arrived++
      const wish = diner(randomFrom(CHAOS_SEED + n), n, Date.now())
      lived.push({ diner: wish, story: await liveThrough(fleet, CHAOS_SEED + n, dinerScript(wish)) })
    }
  }
  const killing = killAgain(fleet, randomFrom(CHAOS_SEED - 1), rounds).finally(() => {
    over = true
  })
  await Promise.all([killing, ...Array.from({ length: CROWD }, seat)]).catch(cause => {
    over = true
    throw new Error(`CHAOS_SEED=${CHAOS_SEED}\n${fleet.complaints().slice(-40).join('\n')}`, { cause })
  })
  return lived
}

/** One of them or all at once; each round ends when everybody is there again. */
async function killAgain(fleet: Fleet, random: Random, rounds: number): Promise<void> {
  const places = fleet.urls.map((_, place) => place)
  let restart = 1_000
  for (let round = 0; round < rounds; round++) {
    // As long alive as away, more or less, on a slow machine too: or nothing would ever be at work.
    await pause(random() * (restart + 500))
    const hit = random() < 0.3 ? places : [oneOf(random, places)]
    await Promise.all(hit.map(place => fleet.kill(place)))
    const down = performance.now()
    await Promise.all(hit.map(place => fleet.start(place)))
    restart = performance.now() - down
  }
}

function problemsOf(house: House, lived: readonly Lived[], since: Date): Promise<readonly string[]> {
  return house.look(async (database, vault) => {
    const talks = await talksOf(
      database,
      vault,
      lived.map(one => one.story),
    )
    const [handoffs] = await database.db.select({ n: count() }).from(handoff)
    const [alarms] = await database.db.select({ n: count() }).from(alarm)
    const dined = talks.flatMap((talk, i) => (lived[i] ? [{ ...talk, diner: lived[i].diner }] : []))
    return [
      ...(await talkProblems(database, talks)),
      ...(await mealProblems(database, vault, dined, since)),
      ...lived.flatMap(({ diner, story }) => questionProblems(story, dinerScript(diner).questions)),
      ...talks.flatMap(talk => (talk.owner === 'bot' ? [] : [`${talk.story.session} is with a person`])),
      ...(handoffs?.n === 0 ? [] : [`${handoffs?.n} hand-offs that nobody asked for`]),
      ...(alarms?.n === 0 ? [] : [`${alarms?.n} alarms that nobody raised`]),
    ]
  })
}

interface Summary {
  readonly engine: Engine
  readonly processes: number
  readonly rounds: number
  readonly residents: number
  readonly kills: number
  readonly began: number
}

function report({ engine, processes, rounds, residents, kills, began }: Summary): void {
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  process.stdout.write(
    `chaos: ${engine}, ${processes} process(es): ${rounds} rounds, ${kills} kills, ${residents} residents, each with one order, ${seconds} s (seed ${CHAOS_SEED})\n`,
  )
}
