import { setTimeout as pause } from 'node:timers/promises'
import type { Load } from './load.ts'
import type { Talks } from './talks.ts'

interface Pausing {
  readonly person: number
  readonly line: number
}

/** How many talks at a time are brought to their end afterwards. */
const FINISHING = 64

/**
 * So many lines a second by whoever waited longest since their last answer, or by somebody new where nobody waits. It
 * does not slow down with the bot. Afterwards those who are in the middle finish their talk.
 */
export async function openLoop(load: Extract<Load, { kind: 'open' }>, talks: Talks): Promise<void> {
  const pausing: Pausing[] = []
  const underWay = new Set<Promise<void>>()
  const say = async ({ person, line }: Pausing) => {
    const words = load.script[line]
    if (!words || (await talks.exchange(person, words)) === null) return
    if (line + 1 < load.script.length) pausing.push({ person, line: line + 1 })
  }
  const began = performance.now()
  for (let said = 0; performance.now() - began < load.warmMs + load.measureMs; await pause(1)) {
    const due = ((performance.now() - began) / 1_000) * load.perSecond
    for (; said < due; said++) {
      const saying = say(pausing.shift() ?? { person: talks.next(), line: 0 }).finally(() => underWay.delete(saying))
      underWay.add(saying)
    }
  }
  await Promise.all(underWay)
  const finishing = async () => {
    for (let next = pausing.shift(); next; next = pausing.shift()) await say(next)
  }
  await Promise.all(Array.from({ length: FINISHING }, finishing))
}
