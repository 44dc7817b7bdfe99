import type { AppliedFault, Attempt, SentEvent, StaffAct } from './history.ts'
import type { Deed } from './mouths.ts'

type Growing<T extends { readonly attempts: readonly Attempt[] }> = Omit<T, 'attempts'> & {
  readonly attempts: Attempt[]
}

/** Writes down what happens in a run, as it happens. */
export class Chronicle {
  readonly events: Growing<SentEvent>[] = []
  readonly acts: Growing<StaffAct>[] = []
  readonly faults: AppliedFault[] = []
  readonly wishes = new Map<string, number>()
  readonly #began = performance.now()

  readonly now = () => performance.now() - this.#began

  did(who: string, deed: Deed, what: Pick<SentEvent, 'words' | 'cry' | 'asksForPerson'>): Attempt[] {
    const place = this.events.filter(event => event.who === who).length + 1
    const attempts: Attempt[] = []
    this.events.push({ ...what, who, key: deed.key, place, attempts })
    return attempts
  }

  acted(act: StaffAct['act'], handoff: string, text?: string): Attempt[] {
    const attempts: Attempt[] = []
    this.acts.push({ act, handoff, attempts, ...(text !== undefined && { text }) })
    return attempts
  }

  /** One request; gives the status, null where nobody answered. */
  async attempt(attempts: Attempt[], ask: () => Promise<number>): Promise<number | null> {
    const began = this.now()
    const status = await ask().catch(() => null)
    attempts.push({ began, ended: this.now(), status })
    return status
  }
}
