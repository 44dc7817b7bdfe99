import type { DeskContent, InboundContent } from '../core/inbound.ts'
import type { JsonObject, Outcome } from '../core/operation.ts'
import type { PersonFacts } from '../core/person.ts'
import type { Guess, Reading } from '../core/reading.ts'
import { advance } from '../engine/advance.ts'
import { openForReading } from '../engine/open-for-reading.ts'
import type { Effect, FlowBook, Moment, TalkEvent } from '../engine/step.ts'
import type { PendingCall, Talk } from '../engine/talk.ts'
import type { Reader } from '../language/reader.ts'
import type { Texts } from '../texts/texts.ts'
import { wordsToAsk } from './masked-words.ts'

export interface ConverseKit {
  readonly book: FlowBook
  readonly reader: Reader
  readonly texts: Texts
  /** A model may be asked about what nobody understands. */
  readonly guesses?: boolean
}

type Signal = Extract<DeskContent, { kind: 'signal' }>

/** `resumed`: the hand-off ended without staff (nobody served, or the resident stopped waiting). */
export type Incoming =
  | InboundContent
  | Exclude<DeskContent, Signal>
  | Omit<Signal, 'to'>
  | { readonly kind: 'due' }
  | { readonly kind: 'resumed' }

export interface Conversed {
  readonly talk: Talk
  readonly effects: readonly Effect[]
  /** With what the operations of this event changed of it. */
  readonly person: PersonFacts
  readonly reading: Reading | null
  /** Masked words that a model is to be asked about first: nothing has happened yet. */
  readonly ask?: string
}

/** An event's moment, and who may be asked about it. */
interface Meeting extends Moment {
  /** Words that nobody understands may be asked about. */
  readonly mayAsk?: boolean
  readonly guess?: Guess
}

/** One event may lead to this many calls; more is a flow that runs in a circle. */
const CALLS_LIMIT = 8

/**
 * What one event does to one talk: yields each operation call and takes its outcome. Pure but for what the yields
 * bring, so the turn, the dialogue tests and a replay are the same function.
 */
export function* converse(
  kit: ConverseKit,
  talk: Talk,
  incoming: Incoming,
  moment: Meeting,
): Generator<PendingCall, Conversed, Outcome> {
  const { event, reading } = toEvent(kit, talk, incoming, moment)
  if (!event) return { talk, effects: [], person: moment.person, reading }
  let person = moment.person
  let result = advance(kit.book, talk, event, moment)
  const missed = result.effects.find(effect => effect.kind === 'not_understood')
  const ask = missed && moment.mayAsk ? wordsToAsk({ book: kit.book, talk, person }, reading, missed) : null
  if (ask !== null) return { talk, effects: [], person, reading, ask }
  const effects = [...result.effects]
  for (let calls = 0; result.call; calls++) {
    if (calls >= CALLS_LIMIT) throw new Error(`more than ${CALLS_LIMIT} calls for one event`)
    const outcome: Outcome = yield result.call
    person = { ...person, ...outcome.person }
    result = advance(kit.book, result.talk, { kind: 'outcome', outcome }, { now: moment.now, person })
    effects.push(...result.effects)
  }
  return { talk: result.talk, effects, person, reading }
}

interface Understood {
  readonly event: TalkEvent | null
  readonly reading: Reading | null
}

function toEvent(kit: ConverseKit, talk: Talk, incoming: Incoming, moment: Meeting): Understood {
  const plain = (event: TalkEvent | null): Understood => ({ event, reading: null })
  switch (incoming.kind) {
    case 'text':
      return toMessage(kit, talk, incoming.text, moment)
    case 'media':
      // A caption is what they say, but for the picture that was asked for: it answers, whatever stands under it.
      if (incoming.caption && !(incoming.media !== 'voice' && talk.open?.expects.includes('photo'))) {
        return toMessage(kit, talk, incoming.caption, moment)
      }
      return plain({ kind: 'media', media: incoming.media, attachment: incoming.attachment ?? null })
    case 'location':
      // The street is found in the platform's own label of the place, as in a typed address.
      if (incoming.label && talk.open?.expects.includes('area')) return toMessage(kit, talk, incoming.label, moment)
      return plain({ ...incoming, label: incoming.label ?? null })
    case 'returned':
      // Slots come from our own staff API, which parsed them as JSON.
      return plain({ kind: 'returned', slots: incoming.slots as JsonObject, note: incoming.note })
    case 'resumed':
      return plain({ kind: 'returned', slots: {}, note: '' })
    case 'signal':
      // Data is written by our own trades as JSON.
      return plain({ kind: 'signal', name: incoming.name, data: incoming.data as JsonObject })
    case 'choice':
      return plain({ kind: 'choice', token: incoming.token })
    case 'phone':
    case 'joined':
    case 'due':
      return plain(incoming)
    case 'left':
    case 'unknown':
      return plain(null)
  }
}

function toMessage(kit: ConverseKit, talk: Talk, text: string, moment: Meeting): Understood {
  const { language, largeType } = moment.person
  const open = openForReading(talk, ref => kit.texts.render(ref, { language, largeType }))
  const reading = kit.reader.read(text, { language, now: moment.now, open })
  return { event: { kind: 'message', reading: moment.guess ? { ...reading, guess: moment.guess } : reading }, reading }
}
