import type { Second } from '../crowd/load.ts'
import { measureRound } from '../measure-round.ts'
import { roundLine, say } from '../round-line.ts'
import type { Section } from '../section.ts'
import { figure } from '../spread.ts'
import { table } from '../table.ts'

const OVERLOAD_MS = 20_000
const AFTER_MS = 30_000
/** Recovered: half of what begins in a second is answered as soon as this again. */
const WELL_MS = 250

export const overload: Section = {
  name: 'overload',
  title: 'Overload',
  about:
    `Twice the rate that was just reached with 512 in flight for ${OVERLOAD_MS / 1_000} s, then half of it. The crowd keeps ` +
    'to the rules of Telegram: 100 connections, and what was refused comes again when Retry-After says.',
  async run(stage) {
    const contender = await stage.desk()
    const { warmMs, measureMs } = stage
    const shape = { kind: 'closed', inFlight: 512 } as const
    const reached = await measureRound(stage, { contender, row: 'options', shape, warmMs, measureMs })
    const rate = Math.round(reached.perSecond)
    say(`reachable: ${rate} messages/s`)
    const phases = [
      { perSecond: rate * 2, ms: OVERLOAD_MS },
      { perSecond: Math.ceil(rate / 2), ms: AFTER_MS },
    ]
    const one = await measureRound(stage, {
      contender,
      row: 'options',
      shape: { kind: 'open', phases, connections: 100 },
      warmMs: 0,
      measureMs: OVERLOAD_MS + AFTER_MS,
      people: 2_000 + (rate * 2 * OVERLOAD_MS) / 1_000 + (rate * AFTER_MS) / 1_000,
    })
    say(`overload: ${roundLine(one)}`)
    const { crowded, judged } = one
    const statuses = Object.entries(crowded.refused).map(([status, count]) => `${figure(count, 0)} × ${status}`)
    const facts = [
      ['reachable messages/s', figure(rate, 0)],
      ['sent messages/s', figure(rate * 2, 0)],
      ['refused, by status (0: connection broken)', statuses.join(', ') || 'none'],
      [`answers within ${WELL_MS} ms again (median) after the overload`, recoveredAfter(crowded.seconds)],
      ['taken, and never answered', figure(crowded.lost, 0)],
      ['people who began to talk', figure(crowded.people, 0)],
      [
        'orders right of those who came to the end',
        `${figure(judged.right, 0)} of ${figure(crowded.people - crowded.unfinished, 0)}`,
      ],
    ]
    return `${table(['', 'figure'], facts)}\n\n${timeline(crowded.seconds)}`
  },
}

function recoveredAfter(seconds: readonly Second[]): string {
  const after = seconds.slice(OVERLOAD_MS / 1_000)
  const well = after.findIndex(({ began, p50 }) => began > 0 && p50 < WELL_MS)
  return well < 0 ? `not within ${AFTER_MS / 1_000} s` : `${well} s`
}

function timeline(seconds: readonly Second[]): string {
  const rows = seconds.flatMap(({ began, refused, p50, p99 }, second) => {
    const shown = second % 5 === 0 || (second >= OVERLOAD_MS / 1_000 && second < OVERLOAD_MS / 1_000 + 6)
    return shown ? [[String(second), figure(began, 0), figure(refused, 0), figure(p50, 0), figure(p99, 0)]] : []
  })
  return table(['second', 'began, and were answered', 'refused', 'p50 ms', 'p99 ms'], rows)
}
