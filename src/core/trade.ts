import type { ZodType } from 'zod'
import type { ItemList } from './catalogue.ts'
import type { Instant } from './civil-time.ts'
import type { ContactId } from './ids.ts'
import type { JsonObject, Operation } from './operation.ts'
import type { Role, Staff } from './staff.ts'

export type RouteReply =
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'csv'; readonly name: string; readonly text: string }

/** What a route may use besides its transaction. */
export interface RouteContext {
  readonly staff: Staff
  readonly now: Instant
  /** The media type that the caller prefers. */
  readonly csv: boolean
}

/** A staff route of a trade; src/http mounts it under /api with sign-in, role, origin and errors done. */
export interface TradeRoute<Tx> {
  readonly method: 'get' | 'post'
  /** Hono path below /api: `/orders/:id/delivered`. */
  readonly path: string
  readonly summary: string
  readonly roles: readonly Role[]
  /** Path parameters, query and body, merged in that order of trust, parsed once. */
  readonly input: ZodType
  readonly output: ZodType
  run(tx: Tx, input: unknown, context: RouteContext): Promise<RouteReply>
}

/** What a trade keeps about people, for those who ask for it or want it gone. */
export interface PersonalRecords<Tx> {
  /** Numbers of what is still under way for them. Until it is over or taken back nobody is erased. */
  open(tx: Tx, people: readonly ContactId[]): Promise<readonly string[]>
  /** All on file about them, oldest first. */
  give(tx: Tx, people: readonly ContactId[]): Promise<readonly JsonObject[]>
  /** Takes away what may go. True: something must stay by law, and with it whose it is. */
  erase(tx: Tx, people: readonly ContactId[]): Promise<boolean>
}

/** A trade is operations plus flows: the desk, the engine and http never name it. */
export interface Trade<Tx> {
  readonly name: string
  readonly operations: readonly Operation<Tx>[]
  readonly routes: readonly TradeRoute<Tx>[]
  /** Item lists for the reader, read again when `version` of the database's catalogue changes. */
  lists(tx: Tx): Promise<readonly ItemList[]>
  /** Work that falls due by the clock; called each sweep, must be idempotent and bounded. */
  sweep?(tx: Tx, now: Instant): Promise<void>
  readonly records?: PersonalRecords<Tx>
}

/** Every trade's operations by their names. */
export function operationsOf<Tx>(trades: readonly Trade<Tx>[]): ReadonlyMap<string, Operation<Tx>> {
  return new Map(trades.flatMap(trade => trade.operations.map(one => [one.name, one] as const)))
}
