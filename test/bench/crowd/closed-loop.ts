import { setTimeout as pause } from 'node:timers/promises'
import type { Load } from './load.ts'
import type { Talks } from './talks.ts'

/** Lanes of people, one after the other in each; those who began finish their talk after the measurement. */
export async function closedLoop(load: Extract<Load, { kind: 'closed' }>, talks: Talks): Promise<void> {
  const over = pause(load.warmMs + load.measureMs).then(() => {
    stopped = true
  })
  let stopped = false
  const lane = async () => {
    while (!stopped) {
      const person = talks.next()
      for (const line of load.script) if ((await talks.exchange(person, line)) === null) break
    }
  }
  await Promise.all([over, ...Array.from({ length: load.inFlight }, lane)])
}
