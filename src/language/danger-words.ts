import { ALARM_CLASSES, type AlarmClass } from '../core/alarm.ts'
import { Automaton } from './automaton.ts'
import lexicon from './data/lexicon.json' with { type: 'json' }
import { foldWord, isWordUnit } from './fold.ts'

export type DangerPattern = {
  readonly text: string
  /** Han words are found anywhere; the others only as whole words. */
  readonly whole: boolean
} & (
  | {
      readonly kind: 'word'
      readonly class: AlarmClass
      /** Someone may be watching: nothing on the screen, so it can't be asked about either. */
      readonly silent: boolean
      /** Denied or past, it still goes to a person. */
      readonly firm: boolean
    }
  | { readonly kind: 'friend' | 'direct' | 'notNegating' | 'past' | 'now' }
)

export interface DangerHit {
  readonly pattern: DangerPattern
  readonly from: number
  readonly to: number
}
export type WordHit = DangerHit & { readonly pattern: Extract<DangerPattern, { kind: 'word' }> }

export function isWordHit(hit: DangerHit): hit is WordHit {
  return hit.pattern.kind === 'word'
}

export interface DangerWords {
  readonly patterns: readonly DangerPattern[]
  readonly automaton: Automaton
}

let words: DangerWords | null = null

export function dangerWords(): DangerWords {
  words ??= build()
  return words
}

function build(): DangerWords {
  const { words: byClass, silentWords, falseFriends, negation } = lexicon.danger
  const silentTexts = new Set(silentWords.map(foldWord))
  const patterns: DangerPattern[] = ALARM_CLASSES.flatMap(name =>
    [...new Set(byClass[name].map(foldWord))].map(text => {
      const silent = name === 'abuse' || silentTexts.has(text)
      return { text, whole: isWhole(text), kind: 'word', class: name, silent, firm: silent || name === 'self_harm' }
    }),
  )
  const others = { friend: falseFriends, ...pick(negation) }
  for (const kind of ['friend', 'direct', 'notNegating', 'past', 'now'] as const) {
    for (const word of others[kind]) patterns.push({ text: foldWord(word), whole: isWhole(foldWord(word)), kind })
  }
  return { patterns, automaton: new Automaton(patterns.map(pattern => pattern.text)) }
}

function pick(negation: typeof lexicon.danger.negation) {
  const { direct, notNegating, past, now } = negation
  return { direct, notNegating, past, now }
}

function isWhole(text: string): boolean {
  return isWordUnit(text.charCodeAt(0))
}
