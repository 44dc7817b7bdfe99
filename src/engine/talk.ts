import type { AlarmClass } from '../core/alarm.ts'
import type { Instant } from '../core/civil-time.ts'
import type { VersionHash } from '../core/ids.ts'
import type { FinishedAct, Json, JsonObject } from '../core/operation.ts'
import type { SlotType } from '../core/reading.ts'

/** A flow in progress. Holds its version's hash, never the definition. */
export interface Frame {
  readonly flow: string
  readonly version: VersionHash
  readonly step: string
  readonly slots: JsonObject
  /** Answers that 上一步 took back, by slot: offered again as a suggestion. */
  readonly was: JsonObject
  /** Corrected while a flow that it called was asking: where it goes on when that one is done, instead of the next step. */
  readonly revise?: string
}

/** A frame as it stood when a question was asked. `kept`: it is still there, `slots` holds only what has changed since. */
export interface FrameBefore extends Frame {
  readonly kept: boolean
}

/** A question of a flow that was answered: 上一步 walks back along these. */
export interface Answered {
  /** null: a read-back. */
  readonly slot: string | null
  /** null: it led elsewhere. */
  readonly answer: Json
  readonly frames: readonly FrameBefore[]
}

/** A text by key, to be rendered in the language of whoever reads it. `flow` null: the desk's own texts. */
export interface TextRef {
  readonly flow: VersionHash | null
  readonly key: string
  readonly params: JsonObject
}

/** What choosing an option does. */
export type OptionAct =
  /** `next`: where this answer leads instead of the question's usual way on. */
  | { readonly kind: 'fill'; readonly slot: string; readonly value: Json; readonly next: string | null }
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
  /** 刚才订饭还没完，接着来吗？ `otherwise`: the same wish said anew, begun afresh when they do not want the old one. */
  | { readonly kind: 'resume'; readonly otherwise: { readonly flow: string; readonly slots: JsonObject } | null }
  | { readonly kind: 'menu' }
  /** Which of two readings, or the narrowed choices after not understanding. */
  | { readonly kind: 'clarify' }
  /** 您没事吧？ after a denied danger word; anything but a clear no, or five minutes' silence, raises the alarm. */
  | {
      readonly kind: 'danger_check'
      readonly classes: readonly [AlarmClass, ...AlarmClass[]]
      readonly silent: boolean
    }
  /** 现在能说话吗？ after an alarm. */
  | { readonly kind: 'can_speak' }
  | { readonly kind: 'unwell' }
  | { readonly kind: 'stop_news' }

export interface OpenQuestion {
  /** Grows with every question of the conversation; part of each option's token, so that an old press never acts. */
  readonly serial: number
  readonly asker: Asker
  readonly text: TextRef
  /** As shown: those of this page, then 看下一页 where there are more, then 0 找人 where it belongs. */
  readonly options: readonly Option[]
  /** Place of the first option shown among all of them. */
  readonly page: number
  readonly expects: readonly SlotType[]
  readonly yesNo: boolean
  readonly askedAt: Instant
}

/**
 * Frames set aside. By another wish, an alarm or silence: the resident is asked whether to go on. `waiting` for its time
 * or event: goes on by itself. `overtaken` by one that woke: asks its question again afterwards.
 */
export interface Parked {
  readonly frames: readonly Frame[]
  readonly trail: readonly Answered[]
  readonly since: Instant
  readonly why: 'interrupted' | 'danger' | 'silence' | 'waiting' | 'overtaken'
  /** waiting: when the wait is over. */
  readonly until: Instant | null
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
  /** Questions answered since the last act, oldest first. */
  readonly trail: readonly Answered[]
  /** The question just left, until the next one opens. */
  readonly left: Answered | null
  readonly parked: readonly Parked[]
  readonly open: OpenQuestion | null
  /** The last statement, for 再说一遍 when nothing is open. */
  readonly last: TextRef | null
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
  trail: [],
  left: null,
  parked: [],
  open: null,
  last: null,
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
