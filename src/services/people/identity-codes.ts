import { randomInt } from 'node:crypto'
import type { Tx } from '../../../db/database.ts'
import { identityCode } from '../../../db/schema/index.ts'
import { and, gt, inArray, isNull, lt, sql } from '../../../db/sql.ts'
import type { Vault } from '../../../db/vault.ts'
import { HOUR, type Instant, later, MINUTE } from '../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId } from '../../core/ids.ts'

/** Long enough to be read out and typed, too short to be found by guessing among ten thousand million. */
const LIFE = 30 * MINUTE
const KEPT = 24 * HOUR
const DIGITS = 10

/** Staff who have seen papers; or the person in one of their own talks, who may only bring another one to it. */
export type Issuer = { readonly staff: string } | { readonly talk: ConversationId }
const IN_TALK = 'talk:'

export interface Redeemed {
  readonly contact: ContactId
  readonly issuer: Issuer
}

export interface FreshCode {
  /** `12345 67890`: as it is read out. */
  readonly code: string
  readonly until: Instant
}

/** A code for this person; those they had and did not use are void. */
export async function issueCode(
  vault: Vault,
  tx: Tx,
  wish: { readonly contact: ContactId; readonly issuer: Issuer; readonly now: Instant },
): Promise<FreshCode> {
  const digits = Array.from({ length: DIGITS }, () => randomInt(10)).join('')
  const until = later(wish.now, LIFE)
  await tx
    .delete(identityCode)
    .where(sql`${identityCode.contactId} = ${wish.contact} and ${isNull(identityCode.usedAt)}`)
  await tx.insert(identityCode).values({
    hash: hashOf(vault, digits),
    contactId: wish.contact,
    issuedBy: 'staff' in wish.issuer ? wish.issuer.staff : `${IN_TALK}${wish.issuer.talk}`,
    issuedAt: new Date(wish.now),
    expiresAt: new Date(until),
  })
  return { code: `${digits.slice(0, DIGITS / 2)} ${digits.slice(DIGITS / 2)}`, until }
}

/** Whose codes these are, by what was typed; those used, void or too old are missing. Full-width digits, spaces and dashes are fine. */
export async function ownersOfCodes(
  vault: Vault,
  tx: Tx,
  codes: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, ContactId>> {
  const byHash = new Map(codes.map(code => [hex(hashOf(vault, digitsOf(code))), code]))
  const found = await tx
    .select()
    .from(identityCode)
    .where(
      and(
        inArray(
          identityCode.hash,
          codes.map(code => hashOf(vault, digitsOf(code))),
        ),
        isNull(identityCode.usedAt),
        gt(identityCode.expiresAt, new Date(now)),
      ),
    )
  return new Map(found.map(row => [byHash.get(hex(row.hash)) ?? '', branded<ContactId>(row.contactId)]))
}

/** Whose it was, once: of several who tell it at the same moment one alone gets an answer. */
export async function redeemCode(vault: Vault, tx: Tx, code: string, now: Instant): Promise<Redeemed | null> {
  const [used] = await tx
    .update(identityCode)
    .set({ usedAt: new Date(now) })
    .where(
      and(
        inArray(identityCode.hash, [hashOf(vault, digitsOf(code))]),
        isNull(identityCode.usedAt),
        gt(identityCode.expiresAt, new Date(now)),
      ),
    )
    .returning({ contact: identityCode.contactId, issuedBy: identityCode.issuedBy })
  return used ? { contact: branded<ContactId>(used.contact), issuer: issuerOf(used.issuedBy) } : null
}

function issuerOf(issuedBy: string): Issuer {
  if (!issuedBy.startsWith(IN_TALK)) return { staff: issuedBy }
  return { talk: branded<ConversationId>(issuedBy.slice(IN_TALK.length)) }
}

/** Used or too old for a day. */
export async function forgetOldCodes(tx: Tx, now: Instant): Promise<void> {
  await tx.delete(identityCode).where(lt(identityCode.expiresAt, new Date(later(now, -KEPT))))
}

const digitsOf = (code: string) => code.normalize('NFKC').replace(/\D/g, '')
const hashOf = (vault: Vault, digits: string) => vault.hash('identity.code', digits)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
