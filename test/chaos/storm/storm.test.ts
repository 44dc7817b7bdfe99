import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../database.ts'
import { buildDesk } from '../build-desk.ts'
import { CHAOS_SEED } from '../random.ts'
import { FAULTS, type FaultKind } from './faults.ts'
import { findings } from './findings.ts'
import { type Ground, openGround } from './ground.ts'
import { MANNERS, planOf } from './plan.ts'
import { SEEDS_THAT_BROKE } from './seeds-that-broke.ts'
import { playStorm, type Run } from './storm.ts'

const LONG = process.env.MODE === 'chaos'
const ROUNDS = process.env.CHAOS_ROUNDS === undefined ? null : Number(process.env.CHAOS_ROUNDS)

interface Configuration {
  readonly engine: Engine
  readonly processes: number
  readonly seeds: number
}

const CONFIGURATIONS: readonly Configuration[] = [
  { engine: 'postgres', processes: 2, seeds: ROUNDS ?? (LONG ? 200 : 1) },
  { engine: 'pglite', processes: 1, seeds: ROUNDS ?? (LONG ? 50 : 1) },
]
/** The short form plays the same ones each time; `npm run chaos` begins anywhere. */
const FIRST = LONG || process.env.CHAOS_SEED !== undefined ? CHAOS_SEED : 1
/** From so many seeds on each fault must have happened. */
const MANY = 20
const TOLD_EVERY = 10
const SEED_MS = 120_000

let entry = ''
beforeAll(async () => {
  entry = await buildDesk('storm-desk')
})

describe.each(CONFIGURATIONS)('$engine, $processes process(es)', ({ engine, processes, seeds }) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround(engine, entry)
  })
  afterAll(() => ground?.close())

  const chosen = [
    ...(ROUNDS === null ? SEEDS_THAT_BROKE[engine] : []),
    ...Array.from({ length: seeds }, (_, i) => FIRST + i),
  ]
  test(`${chosen.length} storms break no invariant`, { timeout: chosen.length * SEED_MS }, async () => {
    const began = performance.now()
    const broken: string[] = []
    const runs: Run[] = []
    for (const seed of chosen) {
      const run = await playStorm(ground, planOf(seed, engine, processes), entry, processes)
      runs.push(run)
      const found = findings(run.history)
      broken.push(...found.map(words => `CHAOS_SEED=${seed} ${engine}: ${words}`))
      if (runs.length % TOLD_EVERY === 0)
        tell([`${engine}: ${runs.length} of ${chosen.length} storms, ${broken.length} findings`])
      if (found.length > 0)
        tell([`seed ${seed} on ${engine} broke:`, ...found, `all that happened: ${await keep(engine, run)}`])
    }
    const counts = countsOf(runs)
    tell(summary({ engine, processes, seeds: chosen.length }, runs, counts, broken.length, performance.now() - began))
    expect(broken).toEqual([])
    if (seeds >= MANY) expect(missing(engine, counts)).toEqual([])
  })
})

/** Gives the file. */
async function keep(engine: Engine, { plan, history, outputs }: Run): Promise<string> {
  const file = join(tmpdir(), `storm-${engine}-${plan.seed}.json`)
  await writeFile(file, JSON.stringify({ plan, history, outputs }, null, 1))
  return file
}

const tell = (lines: readonly string[]) => void process.stdout.write(`${lines.join('\n')}\n`)

function countsOf(runs: readonly Run[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(
    runs.flatMap(run => run.applied),
    name => name,
  )
  return new Map([...groups].map(([name, all]) => [name, all.length]))
}

/** Faults that can happen there, and never did. */
function missing(engine: Engine, counts: ReadonlyMap<string, number>): readonly string[] {
  const faults: readonly (readonly [string, FaultKind])[] = Object.entries(FAULTS)
  const wanted = faults.filter(([, fault]) => fault.engines.includes(engine)).map(([name]) => name)
  return [...wanted, ...MANNERS].filter(name => !counts.has(name))
}

function summary(
  { engine, processes, seeds }: Configuration,
  runs: readonly Run[],
  counts: ReadonlyMap<string, number>,
  broken: number,
  ms: number,
): readonly string[] {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0)
  const events = sum(run => run.history.events.length)
  const requests = sum(run => run.history.events.reduce((all, event) => all + event.attempts.length, 0))
  const messages = sum(run => run.history.rows.messages.length)
  const crowding = Math.max(...runs.map(run => run.history.crowding))
  const cries = sum(run => run.history.events.filter(event => event.cry).length)
  return [
    `storms: ${engine}, ${processes} process(es): ${seeds} seeds from ${FIRST}, ${broken} findings, ${(ms / 1_000).toFixed(0)} s`,
    `  ${events} events in ${requests} requests, ${messages} messages, ${cries} cries for help, ${sum(run => run.history.rows.handoffs.length)} hand-offs, ${sum(run => run.served)} of ${sum(run => run.diners)} diners with a receipt; up to ${crowding.toFixed(1)} tasks to a processor`,
    `  ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}`,
  ]
}
