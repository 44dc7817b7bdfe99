import type { Contender, Judged, Row } from './contender.ts'
import type { Crowded, Shape } from './crowd/load.ts'
import { memoryOf, processorTime } from './processor-time.ts'
import { profiled } from './profiled.ts'
import type { Stage } from './stage.ts'

export interface RoundOptions {
  readonly contender: Contender
  readonly row: Row
  readonly shape: Shape
  readonly warmMs: number
  readonly measureMs: number
  readonly news?: string
  /** How many may come to talk. Missing: by the rate. */
  readonly people?: number
}

export interface Measured {
  readonly perSecond: number
  readonly crowded: Crowded
  /** Seconds of processor time for a thousand messages, of all the bot's processes. */
  readonly node: number
  /** NaN: the server runs elsewhere. */
  readonly postgres: number
  readonly crowd: number
  /** Of its largest process: once started, and at most. */
  readonly memoryMb: { readonly idle: number; readonly most: number }
  readonly judged: Judged
}

/** Of one contender: people who are there, and those of them who have talked. */
interface People {
  invited: number
  spoke: number
}
const peopleOf = new WeakMap<Contender, People>()

/** One contender, started for it, with a crowd of new people; ends with a look at the orders. */
export async function measureRound(stage: Stage, round: RoundOptions): Promise<Measured> {
  const { contender } = round
  const people = peopleOf.get(contender) ?? { invited: 0, spoke: 0 }
  peopleOf.set(contender, people)
  const room = await makeRoom(people, round)
  await stage.server.checkpoint()
  const profile = await profiled(stage, contender, round.shape.kind)
  const bot = await contender.start({ apiRoot: stage.crowd.apiRoot, profileInto: profile?.folder ?? null })
  const firstPerson = people.spoke
  const measured = await load(stage, { ...round, people: room }, bot, firstPerson).finally(() => bot.stop())
  people.spoke += measured.crowded.people
  await profile?.finish()
  return { ...measured, judged: await contender.judge(firstPerson, measured.crowded.people) }
}

async function load(
  { server, crowd }: Stage,
  { contender, row, shape, warmMs, measureMs, news, people }: RoundOptions & { readonly people: number },
  { doors, pids }: Awaited<ReturnType<Contender['start']>>,
  firstPerson: number,
): Promise<Omit<Measured, 'judged'>> {
  const memory = (which: 'now' | 'most') => Math.max(...pids.map(pid => memoryOf(pid)[which]))
  const idle = memory('now')
  const read = () => ({
    node: pids.reduce((sum, pid) => sum + processorTime(pid), 0),
    postgres: server.processorTime() ?? Number.NaN,
    crowd: processorTime(crowd.pid),
  })
  const marks = { measuring: read(), measured: read() }
  const script = contender.script(row)
  const crowded = await crowd.run(
    { doors, script, firstPerson, people, shape, warmMs, measureMs, news: news ?? null },
    which => {
      marks[which] = read()
    },
  )
  const per = (which: keyof typeof marks.measured) =>
    ((marks.measured[which] - marks.measuring[which]) / crowded.messages) * 1_000
  return {
    perSecond: (crowded.messages / crowded.measuredMs) * 1_000,
    crowded,
    node: per('node'),
    postgres: per('postgres'),
    crowd: per('crowd'),
    memoryMb: { idle, most: memory('most') },
  }
}

/** More than any contender reaches in a closed loop here. */
const MOST_PER_SECOND = 5_000
const LINES = 5
/** Beside those of the rate: who has begun when it ends. */
const MORE = 2_000
const WARM_AT_MOST = 4

/** How many can talk in that round. */
async function makeRoom(there: People, round: RoundOptions): Promise<number> {
  const { contender, shape, warmMs, measureMs } = round
  const rate = shape.kind === 'open' ? Math.max(...shape.phases.map(phase => phase.perSecond)) : MOST_PER_SECOND
  const people = round.people ?? MORE + Math.ceil((((WARM_AT_MOST * warmMs + measureMs) / 1_000) * rate) / LINES)
  const missing = there.spoke + people - there.invited
  if (missing > 0) {
    await contender.invite(missing)
    there.invited += missing
  }
  return people
}
