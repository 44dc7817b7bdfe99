import { createHmac, timingSafeEqual } from 'node:crypto'

const LIFE_MS = 60_000

/** What a pass is for: it opens nothing else. */
export interface Asked {
  readonly path: string
  readonly body: string
}

/** Whoever holds SECRET_KEY runs the desk: with `key`, derived from it, their commands sign one request for a minute. */
export function operatorPass(key: Uint8Array, asked: Asked, now: number): string {
  return `Operator ${now}.${macOf(key, asked, now)}`
}

export function isOperatorPass(key: Uint8Array, asked: Asked, header: string | undefined, now: number): boolean {
  const [, at = '', mac = ''] = /^Operator (\d{1,15})\.([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (at === '' || Math.abs(now - Number(at)) > LIFE_MS) return false
  return timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(key, asked, Number(at)), 'hex'))
}

const macOf = (key: Uint8Array, { path, body }: Asked, at: number) =>
  createHmac('sha256', key).update(`${at} ${path}\n${body}`).digest('hex')
