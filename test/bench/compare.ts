import type { Contender, Row } from './contender.ts'
import { type Measured, measureRound } from './measure-round.ts'
import { roundLine, say } from './round-line.ts'
import { figure, inWords, spreadOf } from './spread.ts'
import type { Stage } from './stage.ts'
import { table } from './table.ts'

export interface Comparison {
  readonly contenders: readonly Contender[]
  /** Whose figures the others' are divided by. */
  readonly against: string
  readonly row: Row
  readonly inFlight: readonly number[]
}

/** The database's own limit is taken with so many clients: more do not help it. */
const PGBENCH_CLIENTS = 64
const PGBENCH_S = 3

interface Round {
  /** pgbench's transactions a second. */
  readonly limit: number
  readonly measured: ReadonlyMap<string, Measured>
}
const keyOf = (name: string, inFlight: number) => `${name} ${inFlight}`

/** Everybody once in each round, in turns forwards and backwards, so that a slow minute is nobody's own. */
export async function compare(stage: Stage, comparison: Comparison): Promise<string> {
  const limit = await stage.limit()
  const rounds: Round[] = []
  for (let nth = 1; nth <= stage.rounds; nth++) {
    const { perSecond } = await limit.measure(PGBENCH_CLIENTS, PGBENCH_S)
    say(`round ${nth}: pgbench with ${PGBENCH_CLIENTS} clients: ${figure(perSecond, 0)} transactions/s`)
    rounds.push({ limit: perSecond, measured: await oneRound(stage, comparison, nth) })
  }
  const limits = inWords(spreadOf(rounds.map(round => round.limit)), 0)
  return `pgbench, ${PGBENCH_CLIENTS} clients: ${limits} transactions/s\n\n${tables(rounds, comparison)}`
}

async function oneRound(
  stage: Stage,
  { contenders, row, inFlight: levels }: Comparison,
  nth: number,
): Promise<Round['measured']> {
  const { warmMs, measureMs } = stage
  const measured = new Map<string, Measured>()
  for (const inFlight of levels) {
    for (const contender of nth % 2 === 1 ? contenders : contenders.toReversed()) {
      const shape = { kind: 'closed', inFlight } as const
      const one = await measureRound(stage, { contender, row, shape, warmMs, measureMs })
      measured.set(keyOf(contender.name, inFlight), one)
      say(`round ${nth}: ${contender.name} with ${inFlight} in flight: ${roundLine(one)}`)
    }
  }
  return measured
}

function tables(rounds: readonly Round[], { contenders, against, inFlight: levels }: Comparison): string {
  const head = [
    'contender',
    'messages/s',
    `× ${against}`,
    '× pgbench',
    'p50 ms',
    'p99 ms',
    'Node s/1k',
    'PostgreSQL s/1k',
    `both × ${against}`,
    'memory MB',
    'orders right',
  ]
  return levels
    .map(inFlight => {
      const rows = contenders.map(({ name }) => rowOf(rounds, keyOf(name, inFlight), keyOf(against, inFlight), name))
      return `**${inFlight} in flight**\n\n${table(head, rows)}`
    })
    .join('\n\n')
}

const cost = ({ node, postgres }: Measured) => node + postgres

/** Ratios are taken inside each round: its speed is that of the machine in those minutes. */
function rowOf(rounds: readonly Round[], key: string, against: string, name: string): readonly string[] {
  const pairs = rounds.flatMap(({ measured, limit }) => {
    const own = measured.get(key)
    const other = measured.get(against)
    return own && other ? [{ own, other, limit }] : []
  })
  const over = (digits: number, value: (pair: (typeof pairs)[number]) => number) =>
    inWords(spreadOf(pairs.map(value)), digits)
  const sum = (value: (own: Measured) => number) => pairs.reduce((total, { own }) => total + value(own), 0)
  return [
    name,
    over(0, ({ own }) => own.perSecond),
    over(2, ({ own, other }) => own.perSecond / other.perSecond),
    over(2, ({ own, limit }) => own.perSecond / limit),
    over(1, ({ own }) => own.crowded.latency.p50),
    over(1, ({ own }) => own.crowded.latency.p99),
    over(3, ({ own }) => own.node),
    over(3, ({ own }) => own.postgres),
    over(2, ({ own, other }) => cost(own) / cost(other)),
    figure(Math.max(...pairs.map(({ own }) => own.memoryMb.most)), 0),
    `${figure(
      sum(own => own.judged.right),
      0,
    )} of ${figure(
      sum(own => own.crowded.people),
      0,
    )}`,
  ]
}
