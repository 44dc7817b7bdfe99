import type { Load, Shape } from './load.ts'
import type { Talks } from './talks.ts'

/** Lanes of people, one after the other in each; those who began finish their talk when it is over. */
export async function closedLoop(
  load: Load,
  { inFlight }: Extract<Shape, { kind: 'closed' }>,
  talks: Talks,
  over: AbortSignal,
): Promise<void> {
  const lane = async () => {
    while (!over.aborted) {
      const person = talks.next()
      if (person === null) return
      for (const line of load.script) if (!(await talks.exchange(person, line))) break
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}
