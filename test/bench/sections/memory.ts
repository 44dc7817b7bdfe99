import { measureRound } from '../measure-round.ts'
import { roundLine, say } from '../round-line.ts'
import type { Section } from '../section.ts'
import { figure } from '../spread.ts'
import { table } from '../table.ts'

const FOR_MS = 60_000

export const memory: Section = {
  name: 'memory',
  title: 'Memory',
  about: `Resident memory of the Node process, once started and at most in ${FOR_MS / 1_000} s of a closed loop.`,
  async run(stage) {
    const rows: string[][] = []
    for (const inFlight of [64, 512]) {
      for (const contender of [await stage.peer('telegraf'), await stage.desk()]) {
        const shape = { kind: 'closed', inFlight } as const
        const one = await measureRound(stage, {
          contender,
          row: 'options',
          shape,
          warmMs: 1_000,
          measureMs: FOR_MS * stage.scale,
        })
        say(`${contender.name} with ${inFlight} in flight: ${roundLine(one)}`)
        const { idle, most } = one.memoryMb
        rows.push([contender.name, String(inFlight), figure(idle, 0), figure(most, 0), figure(one.perSecond, 0)])
      }
    }
    return table(['contender', 'in flight', 'once started, MB', 'at most, MB', 'messages/s'], rows)
  },
}
