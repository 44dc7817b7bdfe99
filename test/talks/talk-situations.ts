import { MINUTE } from '../../src/core/civil-time.ts'
import type { House } from '../desk/test-desk.ts'

type Desk = Awaited<ReturnType<House['desk']>>

/** What is said before something happens to the desk, and after it. */
export interface Situation {
  readonly before: readonly string[]
  /** Minutes that have passed since then, 0 if missing. */
  readonly wait?: number
  readonly after: readonly string[]
}

/** Wherever a talk over `changingFlows` can stand, one resident each. */
export const SITUATIONS = {
  'at a question': { before: ['借东西'], after: ['1', '2', '对'] },
  'in a sub-flow': { before: ['借东西', '1'], after: ['2', '对'] },
  'at the read-back': { before: ['借东西', '1', '2'], after: ['对'] },
  'at the read-back, one back': { before: ['借东西', '1', '2'], after: ['上一步', '1', '对'] },
  'at the read-back, refused': { before: ['借东西', '1', '2'], after: ['不对'] },
  'waiting for its time': { before: ['叫我'], wait: 61, after: ['1'] },
  'parked by silence': { before: ['借东西', '1'], wait: 45, after: ['在吗', '1', '2', '对'] },
  'parked by silence, wished again': { before: ['借东西', '1'], wait: 45, after: ['借东西', '1', '2', '对'] },
  'in an interruption': { before: ['借东西', '1', '怎么走'], after: ['2', '1', '2', '对'] },
  'asked whether it hurts': { before: ['借东西', '1', '去年摔倒过'], after: ['没有', '2', '对'] },
  'in the queue for a person': { before: ['借东西', '1', '0'], after: ['2', '2', '对'] },
  'in a queue that nobody serves': { before: ['借东西', '1', '0'], wait: 15, after: ['2', '对'] },
  'done, taken back': { before: ['借东西', '1', '2', '对'], after: ['撤销'] },
  'done, said once more': { before: ['借东西', '1', '2', '对'], after: ['再说一遍'] },
} as const satisfies Readonly<Record<string, Situation>>

export type SituationName = keyof typeof SITUATIONS
export const SITUATION_NAMES = Object.keys(SITUATIONS) as readonly SituationName[] // of the object above
const situation = (name: SituationName): Situation => SITUATIONS[name]

/** What each has heard, with the choices. */
export type Heard = Readonly<Partial<Record<SituationName, readonly string[]>>>

/** Brings a resident into each situation. */
export async function enterSituations(house: House, desk: Desk, names: readonly SituationName[]): Promise<void> {
  await sayAll(house, desk, names, name => situation(name).before)
}

/** They go on, each when their time has come; `most`: no further than with so many messages. */
export async function goOn(house: House, desk: Desk, names: readonly SituationName[], most = 9): Promise<Heard> {
  const began = new Map<SituationName, number>()
  for (const name of names) began.set(name, (await house.botSaid(name)).length)
  let passed = 0
  for (const wait of [...new Set(names.map(name => situation(name).wait ?? 0))].sort((a, b) => a - b)) {
    house.clock.pass((wait - passed) * MINUTE)
    passed = wait
    await desk.sweep()
    await house.settle(desk)
    const theirs = names.filter(name => (situation(name).wait ?? 0) === wait)
    await sayAll(house, desk, theirs, name => situation(name).after.slice(0, most))
  }
  const heard: Partial<Record<SituationName, readonly string[]>> = {}
  for (const name of names) {
    const lines = (await house.transcript(name)).filter(line => line.from === 'bot').slice(began.get(name))
    heard[name] = lines.map(line => [line.text, ...line.choices].join(' | '))
  }
  return heard
}

/** One message of each at a time, in one batch. */
async function sayAll(
  house: House,
  desk: Desk,
  names: readonly SituationName[],
  textsOf: (name: SituationName) => readonly string[],
): Promise<void> {
  for (let i = 0; i < Math.max(...names.map(name => textsOf(name).length)); i++) {
    const drafts = names.flatMap(name => {
      const text = textsOf(name)[i]
      return text === undefined ? [] : [{ from: name, text }]
    })
    await house.store(desk, ...drafts)
    await house.settle(desk)
  }
}
