import type { Context } from 'hono'
import type { Channel } from '../core/channel.ts'
import { CallerError } from '../core/errors.ts'
import { readBody } from '../core/read-body.ts'
import type { DeskPorts } from '../desk/ports.ts'
import type { Receive } from '../desk/receive/create-receive.ts'
import type { ChatLimits } from './chat-limits.ts'
import type { Seat } from './chat-seat.ts'

export interface ChatPorts {
  readonly desk: Pick<DeskPorts, 'database' | 'vault' | 'now' | 'log' | 'shelf'>
  readonly receive: Receive
  /** The web account's: the token is its signature. */
  readonly channel: Channel
  readonly tokens: {
    issue(session: string): string
    sessionOf(token: string): string | null
  }
  readonly limits: ChatLimits
  /** Whose sessions are counted together. */
  readonly peer: (c: Context) => string
  /** Aborted at shutdown: open streams end. */
  readonly stopping: AbortSignal
  /** Milliseconds between signs of life of a stream; it also looks for news then, should a bell be lost. */
  readonly heartbeat: number
}

/** What the routes of one session know once its token was checked. */
export type ChatEnv = { Variables: { session: string; seat: Seat } }

export const PRIVATE = { 'cache-control': 'private, no-store' }

export async function bodyOf(c: Context, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readBody(c.req.raw, limit)
  if (!bytes) throw new CallerError('too_large', `at most ${limit} bytes`)
  return new Uint8Array(bytes)
}
