import type { Context, Hono } from 'hono'
import type { Tx } from '../../db/database.ts'
import type { Trade } from '../core/trade.ts'
import type { Indicator } from '../desk/indicator.ts'
import type { DeskPorts } from '../desk/ports.ts'
import type { Receive } from '../desk/receive/create-receive.ts'
import type { TakeIn } from '../desk/receive/take-in.ts'
import type { Measure } from '../log/measure.ts'
import type { StaffAuth } from './auth/staff-auth.ts'

/** All that the HTTP side needs, as values. Made in compose.ts; tests make their own. */
export interface HttpPorts {
  readonly desk: DeskPorts
  readonly receive: Receive
  /** What platforms bring. */
  readonly takeIn: TakeIn
  /** How much waits on this machine's disk for the database. */
  readonly spooled: () => number
  /** Missing where nothing lives longer than a request. */
  readonly indicator?: Indicator
  /** Work that goes on after the answer; a runtime that ends with its requests must be told of it. */
  readonly beside: (work: Promise<unknown>) => void
  readonly trades: readonly Trade<Tx>[]
  readonly auth: StaffAuth
  /** The resident's chat, mounted at /chat. */
  readonly chat: Hono
  /** A built file by its path (`/index.html`, `/assets/…`); null: there is none. */
  readonly assets: (path: string, request: Request) => Promise<Response | null>
  readonly measure: Measure
  /** New at each start of the process. */
  readonly boot: string
  /** No slash at its end; https makes cookies Secure. */
  readonly publicUrl: string
  readonly metricsToken: string | null
  /** Derived from SECRET_KEY: signs what the operator's commands ask for. */
  readonly operatorKey: Uint8Array
  /** Network address of the caller, to count wrong passwords by. */
  readonly peer: (c: Context) => string
  /** Aborted at shutdown: open streams end. */
  readonly stopping: AbortSignal
}
