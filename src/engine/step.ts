import type { AlarmClass } from '../core/alarm.ts'
import type { CivilDate, Instant } from '../core/civil-time.ts'
import type { AttachmentId, VersionHash } from '../core/ids.ts'
import type { MediaKind } from '../core/inbound.ts'
import type { Localised } from '../core/language.ts'
import type { JsonObject, OperationSpec, Outcome } from '../core/operation.ts'
import type { PersonFacts } from '../core/person.ts'
import type { Reading } from '../core/reading.ts'
import type { CardDefinition, FlowDefinition } from './definition.ts'
import type { Expression } from './expression.ts'
import type { Option, PendingCall, Talk, TextRef } from './talk.ts'
import type { WishIndex } from './wish-index.ts'

/** What happens to a talk. Everything that is not pure comes with it: clock, reading, outcome. */
export type TalkEvent =
  | { readonly kind: 'message'; readonly reading: Reading }
  /** A pressed option's token, `serial.index`. */
  | { readonly kind: 'choice'; readonly token: string }
  | { readonly kind: 'media'; readonly media: MediaKind; readonly attachment: AttachmentId | null }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly label: string | null }
  | { readonly kind: 'phone'; readonly phone: string; readonly own: boolean }
  | { readonly kind: 'joined' }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'due' }
  | { readonly kind: 'signal'; readonly name: string; readonly data: JsonObject }
  | { readonly kind: 'returned'; readonly slots: JsonObject; readonly note: string }

export interface Moment {
  /** Arrival of the message, or the time of the sweep. */
  readonly now: Instant
  readonly person: PersonFacts
}

/** A card still by keys, with the lines that apply; the desk renders it with its text. */
export interface CardRef {
  readonly definition: CardDefinition
  readonly flow: VersionHash
  readonly params: JsonObject
}

export type Effect =
  | {
      readonly kind: 'say'
      readonly text: TextRef
      readonly card: CardRef | null
      /** The options of the page shown, with the tokens they answer to. Not empty: it is the open question. */
      readonly options: readonly Option[]
      /** Serial of the question, or null for a plain statement. A question overtaken in the same turn is not sent. */
      readonly serial: number | null
      /** Emergency words: sent first, whoever owns the talk. */
      readonly urgent: boolean
    }
  | { readonly kind: 'handoff'; readonly reason: string }
  | { readonly kind: 'alarm'; readonly classes: readonly [AlarmClass, ...AlarmClass[]] }
  | { readonly kind: 'notify'; readonly to: 'staff' | 'relatives'; readonly text: TextRef }
  /** Kept masked for administrators: what was not understood, while which slot was open. */
  | { readonly kind: 'not_understood'; readonly flow: string | null; readonly slot: string | null }
  /** A flow ended; for tests, counts and reports. */
  | { readonly kind: 'ended'; readonly flow: string; readonly how: 'done' | 'dropped' }

export interface StepResult {
  readonly talk: Talk
  readonly effects: readonly Effect[]
  /** Run this, then step again with its outcome. Same as talk.pending. */
  readonly call: PendingCall | null
}

/** A definition made ready once a version: expressions parsed, by their source. */
export interface PreparedFlow {
  readonly hash: VersionHash
  readonly definition: FlowDefinition
  readonly expressions: ReadonlyMap<string, Expression>
}

/** The definitions that a turn may need. Immutable; publishing makes a new one. */
export interface FlowBook {
  current(flow: string): PreparedFlow | null
  /** Any version that a talk may still hold; null when it is gone (the talk then goes to a person, draft kept). */
  version(hash: VersionHash): PreparedFlow | null
  readonly flows: readonly PreparedFlow[]
  readonly wishes: WishIndex
  operation(name: string): OperationSpec | null
  /** Name of an item (list and id) or of an area (list `areas`), for questions about words that mean several. */
  named(list: string, id: string): Localised | null
  /** For waits in working days. */
  workday(date: CivilDate): boolean
}
