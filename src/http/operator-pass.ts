import { createHmac, timingSafeEqual } from 'node:crypto'

const LIFE_MS = 60_000

/** Whoever holds SECRET_KEY runs the desk: with `key`, derived from it, their commands sign one path for a minute. */
export function operatorPass(key: Uint8Array, path: string, now: number): string {
  return `Operator ${now}.${macOf(key, path, now)}`
}

export function isOperatorPass(key: Uint8Array, path: string, header: string | undefined, now: number): boolean {
  const [, at = '', mac = ''] = /^Operator (\d{1,15})\.([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (at === '' || Math.abs(now - Number(at)) > LIFE_MS) return false
  return timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(key, path, Number(at)), 'hex'))
}

const macOf = (key: Uint8Array, path: string, at: number) =>
  createHmac('sha256', key).update(`${at} ${path}`).digest('hex')
