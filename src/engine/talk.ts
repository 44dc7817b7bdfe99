import type { Instant } from '../core/civil-time.ts'
import type { VersionHash } from '../core/ids.ts'
import type { FinishedAct, JsonObject } from '../core/operation.ts'
import type { SlotType } from '../core/reading.ts'

/** A flow in progress. Holds its version's hash, never the definition. */
export interface Frame {
  readonly flow: string
  readonly version: VersionHash
  readonly step: string
  readonly slots: JsonObject
  /** Slots answered by the resident, in order: 上一步 walks back along these. */
  readonly trail: readonly { readonly step: string; readonly slot: string | null }[]
}

/** A text by key, to be rendered in the language of whoever reads it. `flow` null: the desk's own texts. */
export interface TextRef {
  readonly flow: VersionHash | null
  readonly key: string
  readonly params: JsonObject
}

/** What choosing an option does. */
export type OptionAct =
  | { readonly kind: 'fill'; readonly slot: string; readonly value: JsonObject[string] }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'start'; readonly flow: string; readonly slots: JsonObject }
  | { readonly kind: 'agree' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'more' }
  | { readonly kind: 'person' }

export interface Option {
  readonly number: number
  readonly label: TextRef
  /** Further words that choose it, in the resident's language. */
  readonly also: readonly string[]
  readonly act: OptionAct
}

/** Who asks: a slot or confirm of the top frame, or the desk itself. */
export type Asker =
  | { readonly kind: 'slot'; readonly slot: string }
  | { readonly kind: 'confirm' }
  /** 刚才订饭还没完，接着来吗？ */
  | { readonly kind: 'resume' }
  /** Which of two readings, or the narrowed choices after not understanding. */
  | { readonly kind: 'clarify' }
  /** 您没事吧？ after a denied danger word; anything but a clear no, or five minutes' silence, raises the alarm. */
  | { readonly kind: 'danger_check' }
  /** 现在能说话吗？ after an alarm. */
  | { readonly kind: 'can_speak' }
  | { readonly kind: 'unwell' }
  | { readonly kind: 'stop_news' }

export interface OpenQuestion {
  /** Grows with every question of the conversation; part of each option's token, so that an old press never acts. */
  readonly serial: number
  readonly asker: Asker
  readonly text: TextRef
  readonly options: readonly Option[]
  /** First option shown of those beyond a page of four (5 看下一页). */
  readonly page: number
  readonly expects: readonly SlotType[]
  readonly yesNo: boolean
  readonly askedAt: Instant
}

/** A talk set aside by another wish, an alarm or silence. */
export interface Parked {
  readonly frames: readonly Frame[]
  readonly since: Instant
  readonly why: 'interrupted' | 'danger' | 'silence'
}

export interface PendingCall {
  readonly operation: string
  readonly input: JsonObject
  /** Where outcomes lead: the top frame's call step, or the engine's own undo. */
  readonly purpose: 'step' | 'undo'
}

export type DueKind = 'remind' | 'expire' | 'wait' | 'danger_check'

/** The whole state of a conversation: JSON, sealed at rest, survives a round trip at every turn. */
export interface Talk {
  readonly format: 1
  readonly serial: number
  /** Sub-flows on top; empty: nothing is going on. */
  readonly frames: readonly Frame[]
  readonly parked: readonly Parked[]
  readonly open: OpenQuestion | null
  /** Set only inside a turn, between a call and its outcome. */
  readonly pending: PendingCall | null
  /** Newest last. */
  readonly acts: readonly FinishedAct[]
  /** Times in a row that the open question was not understood, and was asked to be said again. */
  readonly misses: number
  readonly repeats: number
  readonly unwellAsked: boolean
  readonly newsStopped: boolean
  /** Class and time of the last 120 card: one a class and 10 minutes. */
  readonly cards: readonly { readonly class: string; readonly at: Instant }[]
  readonly due: readonly { readonly kind: DueKind; readonly at: Instant }[]
  readonly greeted: boolean
}

export const EMPTY_TALK: Talk = {
  format: 1,
  serial: 0,
  frames: [],
  parked: [],
  open: null,
  pending: null,
  acts: [],
  misses: 0,
  repeats: 0,
  unwellAsked: false,
  newsStopped: false,
  cards: [],
  due: [],
  greeted: false,
}
