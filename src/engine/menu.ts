import { ask, offer } from './question.ts'
import { flowTextOf, type Run } from './run.ts'
import type { TextRef } from './talk.ts'

/** What can be done here: the flows' own entries by their place, a person always last. */
export function askMenu(run: Run, text: TextRef, page = 0): void {
  const entries = run.book.flows
    .flatMap(flow => (flow.definition.menu ? [{ flow, ...flow.definition.menu }] : []))
    .sort((a, b) => a.place - b.place)
  const offers = entries.map(({ flow, label }) =>
    offer(flowTextOf(flow, label), { kind: 'start', flow: flow.definition.flow, slots: {} }),
  )
  ask(run, { asker: { kind: 'menu' }, text, offers, person: true, page })
}
