import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { rows, sealedBytes, wholeNumber } from '../../../db/rows.ts'
import { mediaFetch } from '../../../db/schema/index.ts'
import { eq, inArray, sql } from '../../../db/sql.ts'
import type { Fetched } from '../../core/channel.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import { type AccountId, type AttachmentId, branded, type ContactId, type ConversationId } from '../../core/ids.ts'
import { createLane, type Lane } from '../lane.ts'
import type { DeskPorts } from '../ports.ts'
import { ATTACHMENT_LIMIT, storeAttachment } from './attachments.ts'
import { mediaTypeOf } from './media-type.ts'

/** A photo of 10 MB over a slow line; its row is free again a little later. */
const FETCH_MS = 30_000
const LEASE_MS = 40_000
const AT_ONCE = 4

/** Fetches what residents sent and the platform still holds, beside everything else: nobody waits for it. */
export function createFetchMedia(ports: DeskPorts): Lane {
  return createLane(
    () => fetchSome(ports),
    error => ports.log.error('media.lane_failed', error),
  )
}

const wantedRow = z.object({
  id: z.string(),
  account: z.string(),
  contact: z.string(),
  conversation: z.string(),
  remote: sealedBytes,
  tries: wholeNumber,
})
type Wanted = z.infer<typeof wantedRow>

async function fetchSome(ports: DeskPorts): Promise<boolean> {
  const wanted = await claim(ports.database.db, fetchableAccounts(ports.channels), ports.now())
  await Promise.all(wanted.map(one => fetchOne(ports, one)))
  return wanted.length > 0
}

/** Media of the others wait for a process that has their account. */
export function fetchableAccounts(channels: DeskPorts['channels']): AccountId[] {
  return [...channels.values()].filter(channel => channel.fetch).map(channel => channel.account.id)
}

function claim(db: Tx, accounts: readonly AccountId[], now: Instant): Promise<Wanted[]> {
  const at = sql`to_timestamp(${now}::float8 / 1000.0)`
  const until = sql`to_timestamp(${later(now, LEASE_MS)}::float8 / 1000.0)`
  return rows(
    db,
    sql`update ${mediaFetch} set claimed_until = ${until}, tries = tries + 1 where attachment_id in (
      select attachment_id from ${mediaFetch}
      where ${inArray(mediaFetch.accountId, [...accounts])} and due_at <= ${at} and (claimed_until is null or claimed_until <= ${at})
      order by due_at limit ${AT_ONCE} for update skip locked)
    returning attachment_id::text as id, account_id as account, contact_id::text as contact,
      conversation_id::text as conversation, remote, tries`,
    wantedRow,
  )
}

async function fetchOne(ports: DeskPorts, wanted: Wanted): Promise<void> {
  const contact = branded<ContactId>(wanted.contact)
  const key = (await ports.vault.keys(ports.database.db, [contact])).get(contact)
  const channel = ports.channels.get(branded<AccountId>(wanted.account))
  if (!channel?.fetch) throw new Error('claimed for an account that fetches nothing')
  if (!key) return giveUp(ports, wanted, 'erased')
  const remote = String(ports.vault.open(ports.vault.keyOfArrival(key, wanted.remote), wanted.remote))
  const signal = AbortSignal.timeout(FETCH_MS)
  const fetched = await channel.fetch(remote, ATTACHMENT_LIMIT, signal).catch((error): Fetched => {
    ports.log.error('media.fetch_threw', error, { account: wanted.account })
    return { kind: 'unreachable', accepted: 'unknown', detail: 'threw' }
  })
  return settle(ports, wanted, fetched)
}

async function settle(ports: DeskPorts, wanted: Wanted, fetched: Fetched): Promise<void> {
  switch (fetched.kind) {
    case 'fetched':
      return keep(ports, wanted, fetched.bytes)
    case 'too_large':
      return giveUp(ports, wanted, 'too large')
    case 'gone':
      return giveUp(ports, wanted, fetched.detail)
    case 'throttled':
      return tryAgain(ports, wanted, fetched.retryAfterMs)
    case 'unreachable':
    case 'misconfigured': {
      const wait = ports.waits.deliveryRetry[wanted.tries - 1]
      return wait === undefined ? giveUp(ports, wanted, fetched.detail) : tryAgain(ports, wanted, wait)
    }
  }
}

/** By its content, whatever the platform calls it. */
async function keep(ports: DeskPorts, wanted: Wanted, bytes: Uint8Array): Promise<void> {
  const type = mediaTypeOf(bytes)
  if (!type) return giveUp(ports, wanted, 'not a type that we take')
  const id = branded<AttachmentId>(wanted.id)
  const conversation = branded<ConversationId>(wanted.conversation)
  await storeAttachment(ports, { id, contact: branded<ContactId>(wanted.contact), conversation, type, bytes })
  await ports.database.db.delete(mediaFetch).where(eq(mediaFetch.attachmentId, wanted.id))
  await ring(ports, wanted)
}

async function tryAgain(ports: DeskPorts, wanted: Wanted, waitMs: number): Promise<void> {
  const dueAt = new Date(later(ports.now(), waitMs))
  await ports.database.db
    .update(mediaFetch)
    .set({ claimedUntil: null, dueAt })
    .where(eq(mediaFetch.attachmentId, wanted.id))
}

/** The failure is kept: the transcript says that something is missing. */
async function giveUp(ports: DeskPorts, wanted: Wanted, failure: string): Promise<void> {
  await ports.database.db
    .update(mediaFetch)
    .set({ claimedUntil: null, dueAt: null, failure })
    .where(eq(mediaFetch.attachmentId, wanted.id))
  ports.log.warn('media.failed', { account: wanted.account, failure })
  await ring(ports, wanted)
}

async function ring({ database }: DeskPorts, { conversation }: Wanted): Promise<void> {
  await database.bell.ring(database.db, 'conversation', conversation)
  await database.bell.ring(database.db, 'staff', conversation)
  // A voice may wait for its words.
  await database.bell.ring(database.db, 'interpretation')
}
