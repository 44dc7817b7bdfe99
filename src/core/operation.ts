import type { ZodType } from 'zod'
import type { Instant } from './civil-time.ts'
import type { ContactId, ConversationId } from './ids.ts'
import type { Language } from './language.ts'
import type { PersonFacts } from './person.ts'

/** Plain data that survives JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** One wish of one conversation for one operation. */
export interface OperationCall<Input = unknown> {
  readonly input: Input
  /** Same event, same step, same key: what was done under it is never done twice. */
  readonly key: string
  /** Who speaks: for whom all is done and by whose mandates. */
  readonly contact: ContactId
  /** Whose chat it is: that one, or a stranger who turned out to be somebody on file. */
  readonly own: ContactId
  readonly conversation: ConversationId
  readonly language: Language
  /** Arrival of the message that led here; cut-offs and undo windows are judged by it. */
  readonly arrivedAt: Instant
}

/** A finished business act that the resident can take back for a while. */
export interface FinishedAct {
  /** What is told: 单号. */
  readonly number: string
  /** Operation that takes it back, with its input. Its outcomes are `undone` and `too_late`. */
  readonly undo: string
  readonly input: JsonObject
  readonly until: Instant
}

export interface Outcome {
  /** One of the operation's named outcomes; every one must be wired in a flow. */
  readonly name: string
  readonly output: JsonObject
  readonly act?: FinishedAct
  /** What the rest of this turn must know of the person (a language just chosen). */
  readonly person?: Partial<PersonFacts>
  /** Who speaks from now on, when the operation has found out. */
  readonly speaker?: ContactId
}

/** What the engine and the lint know of an operation. */
export interface OperationSpec {
  /** `trade.verb`. */
  readonly name: string
  readonly input: ZodType
  /** Outcome name → shape of its output. */
  readonly outcomes: Readonly<Record<string, ZodType>>
}

/**
 * Operations are plural: one run serves every conversation of a turn, and a batch gives what one by one would.
 * Calls come in order of arrival; outcomes go back in the same order.
 */
export interface Operation<Tx> extends OperationSpec {
  /** Operations that write run in this order inside a round, so that rows are locked in one order everywhere. */
  readonly rank: number
  /** Locks contended rows (stock): runs in the turn's last round, once, for all conversations together. */
  readonly reserves: boolean
  /** Changes and locks nothing: runs beside the others of its kind, before the rest of the round. */
  readonly readsOnly: boolean
  run(tx: Tx, calls: readonly OperationCall[]): Promise<readonly Outcome[]>
}
