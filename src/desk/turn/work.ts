import type { PersonKey } from '../../../db/vault.ts'
import type { AlarmClass } from '../../core/alarm.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { AccountId, ContactId, ConversationId, HandoffId, InboundId } from '../../core/ids.ts'
import type { DeskContent, InboundContent } from '../../core/inbound.ts'
import type { OutboundBody } from '../../core/outbound.ts'
import type { PersonFacts } from '../../core/person.ts'
import type { Talk, TextRef } from '../../engine/talk.ts'
import type { Understood } from '../interpret/understood.ts'
import type { SeenPlace } from './memory.ts'

export interface Waiting {
  readonly id: InboundId
  readonly clientKey: string
  readonly receivedAt: Instant
  readonly content: InboundContent | DeskContent
  /** What other services made of it. */
  readonly understood: Understood
  /** `content` as it is kept, with the person's key; null: it reads otherwise than it is kept. */
  readonly sealed: Uint8Array | null
  /** What the platform gave to answer it with, sealed with the person's key. */
  readonly reply: Uint8Array | null
  /** With the person's key, which was not at hand when it came in; null: it was. */
  readonly sealedAnew: { readonly content: Uint8Array; readonly reply: Uint8Array | null } | null
}

export interface OpenHandoff {
  readonly id: HandoffId
  readonly state: 'open' | 'promised' | 'claimed'
  readonly dueAt: Instant | null
}

/** A conversation that this turn holds, as it was found. */
export interface Claimed {
  readonly id: ConversationId
  /** Whose key seals the talk. */
  readonly contact: ContactId
  /** Who speaks in it: that contact, or somebody on file. */
  readonly speaker: ContactId
  readonly account: AccountId
  /** As its channel says. */
  readonly passiveOnly: boolean
  readonly place: SeenPlace | null
  readonly area: string
  readonly key: PersonKey
  readonly owner: 'bot' | 'staff'
  readonly talk: Talk
  readonly person: PersonFacts
  readonly dueAt: Instant | null
  readonly handoff: OpenHandoff | null
  readonly events: readonly Waiting[]
}

/** A line to be added to the talk, in order. */
export type Line =
  | { readonly from: 'resident'; readonly event: Waiting }
  | {
      readonly from: 'bot'
      readonly body: OutboundBody
      readonly answers: InboundId | null
      readonly urgent: boolean
      /** Serial of the question it asks; null for a statement. */
      readonly serial: number | null
    }

export interface RaisedAlarm {
  readonly inbound: InboundId | null
  readonly classes: readonly [AlarmClass, ...AlarmClass[]]
}

export interface Asking {
  readonly event: Waiting
  /** Masked. */
  readonly text: string
}

/** What was not understood, masked, while which question of which flow was open. */
export interface UnknownWords {
  readonly flow: string | null
  readonly slot: string | null
  readonly text: string
}

/** What the turn has made of a conversation so far. Replaced as a whole, so that a failing event leaves no trace. */
export interface Work {
  readonly owner: 'bot' | 'staff'
  readonly passiveOnly: boolean
  readonly talk: Talk
  readonly person: PersonFacts
  readonly lines: readonly Line[]
  readonly handled: readonly { readonly id: InboundId; readonly failure: string | null }[]
  readonly opened: { readonly reason: string } | null
  /** Opened and withdrawn in this very turn: rows all the same, as two turns would have left. */
  readonly withdrawn: readonly { readonly reason: string }[]
  /** What became of the hand-off that was open before. */
  readonly ended: { readonly state: 'withdrawn' | 'promised'; readonly promisedFor: Instant | null } | null
  readonly alarms: readonly RaisedAlarm[]
  readonly notices: readonly { readonly to: 'staff' | 'relatives'; readonly text: TextRef }[]
  readonly unknown: readonly UnknownWords[]
  /** The event that a model is to be asked about before anything comes of it, and of what is behind it. */
  readonly asking: Asking | null
}

export function workOf(claimed: Claimed): Work {
  return {
    owner: claimed.owner,
    passiveOnly: claimed.passiveOnly,
    talk: claimed.talk,
    person: claimed.person,
    lines: [],
    handled: [],
    opened: null,
    withdrawn: [],
    ended: null,
    alarms: [],
    notices: [],
    unknown: [],
    asking: null,
  }
}
