import type { Measured } from './measure-round.ts'
import { figure } from './spread.ts'

/** One round in one line, for whoever watches. */
export function roundLine({ perSecond, crowded, node, postgres, memoryMb, judged }: Measured): string {
  return [
    `${figure(perSecond, 0)} messages/s`,
    `p50 ${figure(crowded.latency.p50, 1)} ms`,
    `p99 ${figure(crowded.latency.p99, 1)} ms`,
    `processor s/1k: Node ${figure(node, 3)}, PostgreSQL ${figure(postgres, 3)}`,
    `${figure(memoryMb.most, 0)} MB`,
    `${figure(judged.right, 0)} of ${figure(crowded.people, 0)} orders right`,
    ...troublesOf(crowded),
  ].join(', ')
}

function troublesOf({ unfinished, refused, strayCount, strays }: Measured['crowded']): readonly string[] {
  const statuses = Object.entries(refused).map(([status, count]) => `${count} × ${status}`)
  return [
    ...(unfinished > 0 ? [`${unfinished} talks unfinished`] : []),
    ...(statuses.length > 0 ? [`refused ${statuses.join(', ')}`] : []),
    ...(strayCount > 0 ? [`${strayCount} strays, as: ${strays[0]}`] : []),
  ]
}

export const say = (line: string) => process.stdout.write(`${line}\n`)
