import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SessionTokens {
  /** `session.mac`: carries its session, so that another's token is told from a false one. */
  issue(session: string): string
  /** The session that a token proves; null for a token that we never gave. */
  sessionOf(token: string): string | null
}

/** Keys: the one to sign with first, then those of old secrets, whose tokens stay good. No state, so nothing expires. */
export function sessionTokens(keys: readonly [Uint8Array, ...Uint8Array[]]): SessionTokens {
  const mac = (key: Uint8Array, session: string) => createHmac('sha256', key).update(session).digest()
  return {
    issue: session => `${session}.${mac(keys[0], session).toString('base64url')}`,
    sessionOf(token) {
      const dot = token.lastIndexOf('.')
      if (dot < 1) return null
      const session = token.slice(0, dot)
      const given = Buffer.from(token.slice(dot + 1), 'base64url')
      // base64url has several spellings of one value: only ours is taken, so that a tampered token never passes.
      if (given.toString('base64url') !== token.slice(dot + 1)) return null
      // Every key is tried, whichever fits: the time taken tells nothing.
      const fits = keys.map(key => {
        const expected = mac(key, session)
        return given.length === expected.length && timingSafeEqual(given, expected)
      })
      return fits.includes(true) ? session : null
    },
  }
}
