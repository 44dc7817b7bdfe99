import type { Contender, Judged, Row } from './contender.ts'
import type { Crowded } from './crowd/load.ts'
import { memoryOf, processorTime } from './processor-time.ts'
import { profiled } from './profiled.ts'
import type { Stage } from './stage.ts'

export interface ClosedRound {
  readonly contender: Contender
  readonly row: Row
  readonly inFlight: number
  readonly warmMs: number
  readonly measureMs: number
}

export interface Measured {
  readonly perSecond: number
  readonly crowded: Crowded
  /** Seconds of processor time for a thousand messages. */
  readonly node: number
  /** NaN: the server runs elsewhere. */
  readonly postgres: number
  readonly crowd: number
  readonly memoryMb: number
  readonly judged: Judged
}

/** People of one contender who talked already. */
const spoke = new WeakMap<Contender, number>()
const invited = new WeakMap<Contender, number>()

/** One contender, started for it, with a crowd of new people; ends with a look at the orders. */
export async function measureRound(stage: Stage, round: ClosedRound): Promise<Measured> {
  const { server, crowd } = stage
  const { contender, row, inFlight, warmMs, measureMs } = round
  const firstPerson = spoke.get(contender) ?? 0
  await makeRoom(contender, firstPerson, round)
  await server.checkpoint()
  const profile = await profiled(stage, contender, inFlight)
  const bot = await contender.start({ apiRoot: crowd.apiRoot, profileInto: profile?.folder ?? null })
  try {
    const read = () => ({
      node: processorTime(bot.pid),
      postgres: server.processorTime() ?? Number.NaN,
      crowd: processorTime(crowd.pid),
    })
    const marks = { measuring: read(), measured: read() }
    const { door } = bot
    const crowded = await crowd.run(
      { kind: 'closed', door, script: contender.script(row), firstPerson, inFlight, warmMs, measureMs },
      which => {
        marks[which] = read()
      },
    )
    spoke.set(contender, firstPerson + crowded.people)
    const per = (which: keyof typeof marks.measured) =>
      ((marks.measured[which] - marks.measuring[which]) / crowded.messages) * 1_000
    return {
      perSecond: (crowded.messages / crowded.measuredMs) * 1_000,
      crowded,
      node: per('node'),
      postgres: per('postgres'),
      crowd: per('crowd'),
      memoryMb: memoryOf(bot.pid).most,
      judged: await contender.judge(firstPerson, crowded.people),
    }
  } finally {
    await bot.stop()
    await profile?.finish()
  }
}

/** More than any contender reaches here; each person says five lines. */
const MOST_PER_SECOND = 12_000

async function makeRoom(
  contender: Contender,
  first: number,
  { warmMs, measureMs, inFlight }: ClosedRound,
): Promise<void> {
  const needed = first + inFlight + Math.ceil((((warmMs + measureMs) / 1_000) * MOST_PER_SECOND) / 5)
  const there = invited.get(contender) ?? 0
  if (needed <= there) return
  await contender.invite(needed - there)
  invited.set(contender, needed)
}
