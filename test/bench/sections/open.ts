import type { Contender } from '../contender.ts'
import type { Phase } from '../crowd/load.ts'
import { type Measured, measureRound } from '../measure-round.ts'
import { roundLine, say } from '../round-line.ts'
import type { Section } from '../section.ts'
import { figure } from '../spread.ts'
import { table } from '../table.ts'

const LOADS = [
  { perSecond: 500, ms: 60_000 },
  { perSecond: 1_000, ms: 180_000 },
] as const

export const open: Section = {
  name: 'open',
  title: 'Open loop',
  about:
    'Messages begin at a fixed rate, whatever becomes of the others. Latency is from the sending of the webhook to the ' +
    "platform's receipt of the answer. One run each.",
  async run(stage) {
    const rows: string[][] = []
    for (const { perSecond, ms } of LOADS) {
      const phase = { perSecond, ms: ms * stage.scale }
      for (const contender of [await stage.peer('telegraf'), await stage.desk()]) {
        const shape = { kind: 'open', phases: [phase] } as const
        const people = 5_000 + (phase.perSecond * phase.ms) / 2_000
        const one = await measureRound(stage, {
          contender,
          row: 'options',
          shape,
          warmMs: stage.warmMs,
          measureMs: phase.ms,
          people,
        })
        say(`${contender.name} at ${phase.perSecond}/s: ${roundLine(one)}`)
        rows.push(rowOf(contender, phase, one))
      }
    }
    return table(
      [
        'contender',
        'messages/s',
        'seconds',
        'answered/s',
        'p50 ms',
        'p95 ms',
        'p99 ms',
        'max ms',
        'not said',
        'lost',
        'orders right',
      ],
      rows,
    )
  },
}

function rowOf({ name }: Contender, phase: Phase, { perSecond, crowded, judged }: Measured): string[] {
  const { p50, p95, p99, max } = crowded.latency
  return [
    name,
    figure(phase.perSecond, 0),
    figure(phase.ms / 1_000, 0),
    figure(perSecond, 0),
    ...[p50, p95, p99, max].map(ms => figure(ms, 1)),
    figure(crowded.unsaid, 0),
    figure(crowded.unfinished, 0),
    `${figure(judged.right, 0)} of ${figure(crowded.people, 0)}`,
  ]
}
