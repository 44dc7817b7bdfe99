import { randomBytes } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { EMPTY_PROFILE, profileSchema } from '../../db/profile.ts'
import * as schema from '../../db/schema/index.ts'
import { eq, inArray, or, sql } from '../../db/sql.ts'
import type { Vault } from '../../db/vault.ts'
import type { Instant } from '../core/civil-time.ts'
import { CallerError } from '../core/errors.ts'
import type { ContactId } from '../core/ids.ts'
import type { Trade } from '../core/trade.ts'
import { type Dossier, dossierOf } from './dossier.ts'

const { alarm, attachment, channelIdentity, contact, conversation, dataKey, deliveryFailure } = schema
const { handoff, identityCode, inbound, mandate, mediaFetch, message, notUnderstood, outbox } = schema
const NOTHING = new Uint8Array()

/**
 * Takes away what one person told and what is known of them, in every place they write from: their key and all sealed
 * with it. Numbers, times and amounts stay, without a person. Where a trade must keep a file by law its key, name and ID
 * number stay with it (`kept`). CallerError: nobody of this id, or something of theirs is still under way.
 */
export async function erasePerson(
  vault: Vault,
  trades: readonly Trade<Tx>[],
  tx: Tx,
  id: ContactId,
  now: Instant,
): Promise<{ readonly kept: boolean }> {
  const dossier = await dossierOf(tx, id)
  await lockTalks(tx, dossier)
  await lockPeople(tx, dossier)
  await refuseWhileJoined(tx, id, dossier)
  await refuseWhileOpen(trades, tx, dossier)
  const keeping = await Promise.all(trades.map(trade => trade.records?.erase(tx, dossier.people)))
  const kept = keeping.some(one => one === true)
  await eraseTalks(tx, dossier, now)
  await erasePeople(vault, tx, dossier, { kept, now })
  return { kept }
}

/** A turn that holds one is waited for; those that come later find nobody. */
async function lockTalks(tx: Tx, { talks }: Dossier): Promise<void> {
  await tx
    .select({ id: conversation.id })
    .from(conversation)
    .where(sql`${conversation.id} in ${uuidsOf(talks)}`)
    .orderBy(conversation.id)
    .for('update')
}

/** After the talks, as a turn does: from here on nobody makes a chat theirs. */
async function lockPeople(tx: Tx, { people }: Dossier): Promise<void> {
  await tx
    .select({ id: contact.id })
    .from(contact)
    .where(sql`${contact.id} in ${uuidsOf(people)}`)
    .orderBy(contact.id)
    .for('no key update')
}

/** Their code was told in one more chat while we waited for the locks. */
async function refuseWhileJoined(tx: Tx, id: ContactId, { talks }: Dossier): Promise<void> {
  const now = await dossierOf(tx, id)
  if (now.talks.length !== talks.length)
    throw new CallerError('conflict', 'another chat has just become theirs, try again')
}

async function refuseWhileOpen(trades: readonly Trade<Tx>[], tx: Tx, { people, talks }: Dossier): Promise<void> {
  const numbers: string[] = []
  for (const trade of trades) numbers.push(...((await trade.records?.open(tx, people)) ?? []))
  if (numbers.length > 0)
    throw new CallerError('conflict', `still under way, close or cancel first: ${numbers.join(', ')}`)
  const alarms = await tx
    .select({ id: alarm.id })
    .from(alarm)
    .where(sql`${alarm.conversationId} in ${uuidsOf(talks)} and ${alarm.state} <> 'closed'`)
  if (alarms.length > 0) throw new CallerError('conflict', 'an alarm of theirs is not closed yet')
}

async function eraseTalks(tx: Tx, { talks }: Dossier, now: Instant): Promise<void> {
  if (talks.length === 0) return
  const at = new Date(now)
  const theirs = [...talks]
  await tx.delete(outbox).where(inArray(outbox.conversationId, theirs))
  await tx.delete(deliveryFailure).where(inArray(deliveryFailure.conversationId, theirs))
  await tx.delete(message).where(inArray(message.conversationId, theirs))
  await tx.delete(attachment).where(inArray(attachment.conversationId, theirs))
  await tx.delete(mediaFetch).where(inArray(mediaFetch.conversationId, theirs))
  await tx
    .update(inbound)
    .set({
      content: NOTHING,
      understood: null,
      askDueAt: null,
      handledAt: sql`coalesce(${inbound.handledAt}, ${at.toISOString()}::timestamptz)`,
    })
    .where(inArray(inbound.conversationId, theirs))
  await tx
    .update(handoff)
    .set({
      note: null,
      state: sql`case when ${handoff.state} = 'closed' then 'closed' else 'withdrawn' end`,
      dueAt: null,
    })
    .where(inArray(handoff.conversationId, theirs))
  await tx.update(alarm).set({ note: null }).where(inArray(alarm.conversationId, theirs))
  await tx
    .update(conversation)
    .set({ talk: null, versions: [], dueAt: null, owner: 'bot' })
    .where(inArray(conversation.id, theirs))
}

async function erasePeople(
  vault: Vault,
  tx: Tx,
  { people, person }: Dossier,
  { kept, now }: { readonly kept: boolean; readonly now: Instant },
): Promise<void> {
  const all = [...people]
  await tx.delete(notUnderstood).where(inArray(notUnderstood.contactId, all))
  await tx.delete(identityCode).where(inArray(identityCode.contactId, all))
  await tx
    .update(mandate)
    .set({ state: 'revoked' })
    .where(or(inArray(mandate.elderId, all), inArray(mandate.relativeId, all)))
  // Whoever writes from there again is a stranger.
  for (const id of all) {
    await tx
      .update(channelIdentity)
      .set({ address: NOTHING, addressHash: randomBytes(32), state: 'gone' })
      .where(eq(channelIdentity.contactId, id))
  }
  const rest = kept ? await whoseFile(vault, tx, person) : null
  const gone = {
    profiled: false,
    profile: null,
    level: 'anonymous',
    consentAt: null,
    newsIn: null,
    erasedAt: new Date(now),
  }
  await tx.update(contact).set(gone).where(inArray(contact.id, all))
  if (rest) await tx.update(contact).set({ profile: rest }).where(eq(contact.id, person))
  const keys = kept ? all.filter(id => id !== person) : all
  if (keys.length > 0) await tx.delete(dataKey).where(inArray(dataKey.contactId, keys))
}

/** Of a profile what a file that must stay can't be without. */
async function whoseFile(vault: Vault, tx: Tx, person: ContactId): Promise<Uint8Array | null> {
  const [row] = await tx.select({ profile: contact.profile }).from(contact).where(eq(contact.id, person))
  const key = (await vault.keys(tx, [person])).get(person)
  if (!key || !row?.profile) return null
  const { name, idNumber, birth, category } = profileSchema.parse(vault.open(key, row.profile))
  return vault.seal(key, { ...EMPTY_PROFILE, form: null, name, birth, category, ...(idNumber && { idNumber }) })
}
