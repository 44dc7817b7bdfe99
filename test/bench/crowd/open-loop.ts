import { setTimeout as pause } from 'node:timers/promises'
import type { Load, Shape } from './load.ts'
import type { Talks } from './talks.ts'

interface Pausing {
  readonly person: number
  readonly line: number
}

/** How many talks at a time are brought to their end afterwards. */
const FINISHING = 64
const FINISH_MS = 60_000

/**
 * So many lines a second by whoever waited longest since their last answer, or by somebody new where nobody waits. It
 * does not slow down with the bot. Afterwards those who are in the middle finish their talk.
 */
export async function openLoop(load: Load, { phases }: Extract<Shape, { kind: 'open' }>, talks: Talks): Promise<void> {
  const pausing: Pausing[] = []
  const underWay = new Set<Promise<void>>()
  const say = async ({ person, line }: Pausing) => {
    const words = load.script[line]
    if (!words || !(await talks.exchange(person, words))) return
    if (line + 1 < load.script.length) pausing.push({ person, line: line + 1 })
  }
  const warming = { perSecond: phases[0]?.perSecond ?? 0, ms: load.warmMs }
  for (const { perSecond, ms } of [warming, ...phases]) {
    const began = performance.now()
    for (let said = 0; performance.now() - began < ms; await pause(1)) {
      const due = ((performance.now() - began) / 1_000) * perSecond
      for (; said < due; said++) {
        const one = pausing.shift() ?? newcomer(talks)
        if (one) {
          const saying = say(one).finally(() => underWay.delete(saying))
          underWay.add(saying)
        } else talks.unsaid++
      }
    }
  }
  await Promise.all(underWay)
  const until = performance.now() + FINISH_MS
  const finishing = async () => {
    for (let next = pausing.shift(); next; next = pausing.shift()) {
      if (performance.now() < until) await say(next)
      else talks.unfinished++
    }
  }
  await Promise.all(Array.from({ length: FINISHING }, finishing))
}

function newcomer(talks: Talks): Pausing | null {
  const person = talks.next()
  return person === null ? null : { person, line: 0 }
}
