import type { Delivery } from '../../src/core/channel.ts'

/** What can go wrong with any call, whatever it was for. */
export type Trouble = Extract<Delivery, { kind: 'throttled' | 'unreachable' | 'misconfigured' }>

const MINUTE_MS = 60_000
/** The day's quota comes back at midnight there; looking again each hour costs little. */
const HOUR_MS = 3_600_000

/** https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html */
const TOKEN_REFUSED = new Set([40001, 40014, 41001, 42001])

const MISCONFIGURED: ReadonlyMap<number, string> = new Map([
  [40013, 'app-id-refused'],
  [40125, 'secret-refused'],
  [40164, 'ip-not-listed'],
  [40243, 'secret-frozen'],
  [41002, 'app-id-refused'],
  [41004, 'secret-refused'],
  [48004, 'api-banned'],
])

const GONE: ReadonlyMap<number, string> = new Map([
  [40003, 'openid-unknown'],
  [43004, 'not-following'],
  [50005, 'not-following'],
])

/** Until they write or press something. */
const SHUT: ReadonlyMap<number, string> = new Map([
  [45015, 'window-over'],
  [45047, 'count-over'],
])

const REFUSED: ReadonlyMap<number, string> = new Map([
  [40007, 'media-gone'],
  [43019, 'on-our-blacklist'],
  [44004, 'empty'],
  [45002, 'too-long'],
  // The account lacks this right, as unverified ones do. Waiting cures nothing, so staff are to see each.
  [48001, 'not-permitted'],
])

export function isTokenRefused(errcode: number | null): boolean {
  return errcode !== null && TOKEN_REFUSED.has(errcode)
}

/** null: nothing that waiting or other settings would cure. */
export function troubleOf(errcode: number): Trouble | null {
  if (errcode === -1) return { kind: 'unreachable', accepted: 'no', detail: 'busy' }
  if (errcode === 45009) return { kind: 'throttled', retryAfterMs: HOUR_MS, scope: 'account' }
  if (errcode === 45011) return { kind: 'throttled', retryAfterMs: MINUTE_MS, scope: 'account' }
  if (isTokenRefused(errcode)) return { kind: 'misconfigured', detail: 'token-refused' }
  const detail = MISCONFIGURED.get(errcode)
  return detail === undefined ? null : { kind: 'misconfigured', detail }
}

export function deliveryOf(errcode: number): Delivery {
  if (errcode === 0) return { kind: 'sent' }
  const trouble = troubleOf(errcode)
  if (trouble) return trouble
  const shut = SHUT.get(errcode)
  if (shut) return { kind: 'shut', detail: shut }
  const gone = GONE.get(errcode)
  return gone ? { kind: 'gone', detail: gone } : { kind: 'refused', detail: refusalName(errcode) }
}

/** The platform's own number where it needs no word of ours. */
export function refusalName(errcode: number): string {
  return REFUSED.get(errcode) ?? `errcode-${errcode}`
}
