import type { Intent } from '../core/reading.ts'
import type { FlowBook } from './step.ts'

/** Wishes that the engine itself serves where no flow takes them. */
const OBEYED: readonly Intent[] = ['human', 'complaint', 'cancel', 'undo', 'repeat', 'help', 'smalltalk']

/** Intents that lead somewhere: those of the flows, then the engine's own. */
export function intentsServed(book: Pick<FlowBook, 'flows'>): Intent[] {
  const taken = book.flows.flatMap(({ definition }) =>
    definition.triggers.flatMap(trigger => ('intent' in trigger ? [trigger.intent] : [])),
  )
  return [...new Set([...taken, ...OBEYED])]
}
