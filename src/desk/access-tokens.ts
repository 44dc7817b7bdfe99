import { accessToken } from '../../db/schema/index.ts'
import { SealingKey } from '../../db/sealing.ts'
import { eq } from '../../db/sql.ts'
import { type Instant, instantOfDate, later } from '../core/civil-time.ts'
import type { AccountId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'

/** The key to a platform's API, which it hands out for a while. */
interface Issued {
  readonly kind: 'token'
  readonly token: string
  readonly expiresInS: number
}

/** Why the platform gives none, as the channel's calls tell it. */
interface Trouble {
  readonly kind: string
}

/** `force`: the one before ends at once. */
export type Issue<T extends Trouble> = (force: boolean) => Promise<Issued | T>

export interface AccessTokens<T> {
  current(): Promise<string | T>
  /** After the platform refused this one. */
  renew(refused: string): Promise<string | T>
}

/** Used no longer than until shortly before its end: a call takes its time. */
const MARGIN_MS = 5 * 60_000

interface Kept {
  readonly token: string
  readonly until: Instant
}

/**
 * One token for an account, kept sealed where every process finds it. Two that ask the platform at once are given the
 * same one (WeChat's stable_token), so nobody waits for a lock.
 */
export function accessTokens<T extends Trouble>(
  ports: Pick<DeskPorts, 'database' | 'vault' | 'now'>,
  account: AccountId,
  issue: Issue<T>,
): AccessTokens<T> {
  const key = new SealingKey(Buffer.from(ports.vault.signingKey(`access token ${account}`)))
  const { db } = ports.database
  let kept: Kept | null = null

  async function stored(): Promise<Kept | null> {
    const [row] = await db.select().from(accessToken).where(eq(accessToken.accountId, account))
    return row ? { token: Buffer.from(key.open(row.sealed)).toString(), until: asUntil(row.expiresAt) } : null
  }

  async function fresh(refused: string | null): Promise<string | T> {
    const given = await issue(false)
    const issued = isIssued(given) && given.token === refused ? await issue(true) : given
    if (!isIssued(issued)) return issued
    const expiresAt = new Date(later(ports.now(), issued.expiresInS * 1_000))
    const values = { accountId: account, sealed: key.seal(Buffer.from(issued.token)), expiresAt }
    await db.insert(accessToken).values(values).onConflictDoUpdate({ target: accessToken.accountId, set: values })
    kept = { token: issued.token, until: asUntil(expiresAt) }
    return issued.token
  }

  const isGood = (one: Kept | null): one is Kept => one !== null && one.until > ports.now()
  return {
    async current() {
      if (!isGood(kept)) kept = await stored()
      return isGood(kept) ? kept.token : fresh(null)
    },
    async renew(refused) {
      kept = await stored()
      return isGood(kept) && kept.token !== refused ? kept.token : fresh(refused)
    },
  }
}

// A trouble's kind is never this one.
const isIssued = (given: Issued | Trouble): given is Issued => given.kind === 'token'

const asUntil = (expiresAt: Date): Instant => later(instantOfDate(expiresAt), -MARGIN_MS)
