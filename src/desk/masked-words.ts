import type { PersonFacts } from '../core/person.ts'
import type { Reading } from '../core/reading.ts'
import type { Effect, FlowBook } from '../engine/step.ts'
import type { Talk } from '../engine/talk.ts'
import { MASK, maskPersonal } from '../language/figures/mask.ts'
import { foldWord } from '../language/text/fold.ts'

interface Teller {
  readonly book: FlowBook
  readonly talk: Talk
  readonly person: PersonFacts
}

type Missed = Extract<Effect, { kind: 'not_understood' }>

/**
 * What others may see of words that nobody understood: nothing of an answer that would have been personal, the rest
 * without what tells whose it is. `counts`: whether short figures stay. Null: nothing.
 */
export function maskedWords(
  { book, talk, person }: Teller,
  reading: Reading | null,
  { flow, slot }: Missed,
  counts: 'stay' | 'go',
): string | null {
  if (!reading) return null
  const known: string[] = person.form === null ? [] : [person.form]
  for (const frame of [...talk.frames, ...talk.parked.flatMap(parked => parked.frames)]) {
    const slots = book.version(frame.version)?.definition.slots ?? {}
    if (frame.flow === flow && slot !== null && slots[slot]?.personal) return null
    for (const [name, value] of Object.entries(frame.slots)) {
      if (slots[name]?.personal && typeof value === 'string') known.push(value)
    }
  }
  const text = maskPersonal(reading.text, known, counts)
  return foldWord(text.replace(MASK, '')) === '' ? null : text
}

/** A slip on the keys says nothing to a model either. */
const SAYS_SOMETHING = /[一-鿿]{2}|[a-z]{3}/

/** The same for a model; words of danger are never asked about. */
export function wordsToAsk(teller: Teller, reading: Reading | null, missed: Missed): string | null {
  if (reading?.danger) return null
  const text = maskedWords(teller, reading, missed, 'stay')
  return text !== null && SAYS_SOMETHING.test(foldWord(text.replace(MASK, ' '))) ? text : null
}
