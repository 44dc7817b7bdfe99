import { LANGUAGES } from '../core/language.ts'
import { foldWords } from './fold-words.ts'
import type { PreparedFlow } from './step.ts'

type Trigger = PreparedFlow['definition']['triggers'][number]
type IntentTrigger = Extract<Trigger, { intent: unknown }>

/** A flow that something may mean. */
export interface Meant {
  readonly flow: PreparedFlow
  /** In the book: of two that are equally sure the first comes first. */
  readonly place: number
}

/** Which flows a message may mean, found without asking each of a thousand. */
export interface WishIndex {
  /** By folded words. */
  readonly byWords: ReadonlyMap<string, readonly Meant[]>
  readonly byIntent: ReadonlyMap<string, readonly (Meant & { readonly when: IntentTrigger['when'] })[]>
}

export function indexWishes(flows: readonly PreparedFlow[]): WishIndex {
  const byWords = new Map<string, Meant[]>()
  const byIntent = new Map<string, (Meant & { when: IntentTrigger['when'] })[]>()
  for (const [place, flow] of flows.entries()) {
    for (const trigger of flow.definition.triggers) {
      if ('words' in trigger) {
        for (const word of wordsOf(trigger.words)) add(byWords, word, { flow, place })
      } else if ('intent' in trigger) add(byIntent, trigger.intent, { flow, place, when: trigger.when })
    }
  }
  return { byWords, byIntent }
}

function wordsOf(words: Extract<Trigger, { words: unknown }>['words']): ReadonlySet<string> {
  return new Set(LANGUAGES.flatMap(language => (words[language] ?? []).map(foldWords)))
}

function add<Entry>(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = index.get(key)
  if (entries) entries.push(entry)
  else index.set(key, [entry])
}
