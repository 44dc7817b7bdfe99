import type { Contender, Row } from './contender.ts'
import { type Measured, measureRound } from './measure-round.ts'
import { figure, inWords, type Spread, spreadOf } from './spread.ts'
import type { Stage } from './stage.ts'
import { table } from './table.ts'

export interface Comparison {
  readonly row: Row
  readonly inFlight: readonly number[]
  readonly warmMs: number
  readonly measureMs: number
  readonly pgbenchSeconds: number
}

/** The database's own limit is taken with so many clients: more do not help it. */
export const PGBENCH_CLIENTS = 64

interface Round {
  readonly limit: number
  readonly measured: ReadonlyMap<string, Measured>
}
const keyOf = (name: string, inFlight: number) => `${name} ${inFlight}`

/** Everybody once in each round, in turns forwards and backwards, so that a slow minute is nobody's own. */
export async function compare(
  stage: Stage,
  contenders: readonly Contender[],
  comparison: Comparison,
): Promise<readonly Round[]> {
  const { inFlight: levels, pgbenchSeconds, ...load } = comparison
  const limit = await stage.limit()
  const rounds: Round[] = []
  for (let nth = 0; nth < stage.rounds; nth++) {
    const measured = new Map<string, Measured>()
    const { perSecond } = await limit.measure(PGBENCH_CLIENTS, pgbenchSeconds)
    say(`round ${nth + 1}: pgbench ${figure(perSecond, 0)} transactions/s`)
    for (const inFlight of levels) {
      for (const contender of nth % 2 === 0 ? contenders : contenders.toReversed()) {
        const one = await measureRound(stage, { ...load, contender, inFlight })
        measured.set(keyOf(contender.name, inFlight), one)
        say(`round ${nth + 1}: ${contender.name} at ${inFlight}: ${summary(one)}`)
      }
    }
    rounds.push({ limit: perSecond, measured })
  }
  return rounds
}

const say = (line: string) => process.stdout.write(`${line}\n`)

function summary({ perSecond, crowded, node, postgres, memoryMb, judged }: Measured): string {
  const orders = `${judged.right} of ${crowded.people} orders right`
  const troubles = [
    crowded.unfinished > 0 && `${crowded.unfinished} talks unfinished`,
    crowded.refused > 0 && `${crowded.refused} refused`,
    crowded.strayCount > 0 && `${crowded.strayCount} strays, as: ${crowded.strays[0]}`,
  ].filter(Boolean)
  return [
    `${figure(perSecond, 0)} messages/s`,
    `p50 ${figure(crowded.latency.p50, 1)} ms`,
    `p99 ${figure(crowded.latency.p99, 1)} ms`,
    `processor s/1k: Node ${figure(node, 3)}, PostgreSQL ${figure(postgres, 3)}`,
    `${figure(memoryMb, 0)} MB`,
    orders,
    ...troubles,
  ].join(', ')
}

const HEAD = [
  'contender',
  'messages/s',
  'p50 ms',
  'p99 ms',
  'Node s/1k',
  'PostgreSQL s/1k',
  'memory MB',
  '× telegraf rate',
  '× telegraf processor',
  '× pgbench',
  'orders right',
]

/** One table for each number in flight. Ratios are taken inside each round. */
export function comparisonTables(
  rounds: readonly Round[],
  contenders: readonly Contender[],
  { inFlight: levels }: Comparison,
): string {
  return levels
    .map(inFlight => {
      const rows = contenders.map(({ name }) => rowOf(rounds, name, inFlight))
      return `**${inFlight} in flight**\n\n${table(HEAD, rows)}`
    })
    .join('\n\n')
}

function rowOf(rounds: readonly Round[], name: string, inFlight: number): readonly string[] {
  const pick = (round: Round, of: string) => round.measured.get(keyOf(of, inFlight))
  const over = (value: (own: Measured, round: Round) => number): Spread =>
    spreadOf(
      rounds.flatMap(round => {
        const own = pick(round, name)
        return own ? value(own, round) : []
      }),
    )
  const cost = (one: Measured | undefined) => (one ? one.node + one.postgres : Number.NaN)
  const people = rounds.reduce((sum, round) => sum + (pick(round, name)?.crowded.people ?? 0), 0)
  const right = rounds.reduce((sum, round) => sum + (pick(round, name)?.judged.right ?? 0), 0)
  return [
    name,
    inWords(
      over(own => own.perSecond),
      0,
    ),
    inWords(
      over(own => own.crowded.latency.p50),
      1,
    ),
    inWords(
      over(own => own.crowded.latency.p99),
      1,
    ),
    inWords(
      over(own => own.node),
      3,
    ),
    inWords(
      over(own => own.postgres),
      3,
    ),
    figure(over(own => own.memoryMb).most, 0),
    inWords(
      over((own, round) => own.perSecond / (pick(round, 'telegraf')?.perSecond ?? Number.NaN)),
      2,
    ),
    inWords(
      over((own, round) => cost(own) / cost(pick(round, 'telegraf'))),
      2,
    ),
    inWords(
      over((own, round) => own.perSecond / round.limit),
      2,
    ),
    `${figure(right, 0)} of ${figure(people, 0)}`,
  ]
}
