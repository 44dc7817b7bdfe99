import type { Instant } from '../core/civil-time.ts'
import { CallerError } from '../core/errors.ts'
import { type KeyedLimit, keyedLimit, type Rate } from '../core/keyed-limit.ts'

/** CallerError `too_many` where somebody asks too often. */
export interface ChatLimits {
  open(address: string): void
  /** `isCry` is asked only where the message would have to wait: a cry for help never does. */
  send(session: string, isCry: () => boolean): void
}

/** A care home and a mobile network come from one address each. */
const SESSIONS: Rate = { perSecond: 1, burst: 60 }
/** Messages and attachments: more than anybody writes, since a page sends in order, and a cry may stand behind others. */
const MESSAGES: Rate = { perSecond: 2, burst: 60 }

/** Counted in this process, on the edge in this isolate: each bounds what reaches the database through it. */
export function chatLimits(now: () => Instant): ChatLimits {
  const addresses = keyedLimit<string>(SESSIONS, now)
  const sessions = keyedLimit<string>(MESSAGES, now)
  const pass = (limit: KeyedLimit<string>, key: string, isCry: () => boolean) => {
    limit.forget()
    const free = limit.take(key, false)
    if (free === null) return
    if (isCry()) limit.take(key, true)
    else throw new CallerError('too_many', 'slower, please', { retryAfter: Math.ceil((free - now()) / 1_000) })
  }
  return {
    open: address => pass(addresses, address, () => false),
    send: (session, isCry) => pass(sessions, session, isCry),
  }
}
