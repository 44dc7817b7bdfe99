import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { profileForm } from '../../../db/profile.ts'
import * as schema from '../../../db/schema/index.ts'
import { and, asc, isNull, sql } from '../../../db/sql.ts'
import type { PersonKey, Vault } from '../../../db/vault.ts'
import { type Instant, instantOfDate } from '../../core/civil-time.ts'
import {
  type AccountId,
  branded,
  type ContactId,
  type ConversationId,
  type HandoffId,
  type InboundId,
} from '../../core/ids.ts'
import type { DeskContent, InboundContent } from '../../core/inbound.ts'
import type { Language } from '../../core/language.ts'
import type { Level } from '../../core/person.ts'
import { EMPTY_TALK, type Talk } from '../../engine/talk.ts'
import { understoodSchema, withWords } from '../interpret/understood.ts'
import type { DeskPorts } from '../ports.ts'
import type { Picked } from './pick.ts'
import type { Claimed, OpenHandoff, Waiting } from './work.ts'

const { contact, conversation, handoff, inbound } = schema
/** More of one conversation than this waits for the next turn. */
const EVENTS_A_TURN = 50

/** Locks the conversations that nobody else holds, in id order, and reads what was picked of what waits for them. */
export async function load(
  { vault, channels }: Pick<DeskPorts, 'vault' | 'channels'>,
  tx: Tx,
  picked: Picked,
  now: Instant,
): Promise<Claimed[]> {
  const rows = await lockFree(tx, picked.conversations)
  if (rows.length === 0) return []
  const held = rows.map(row => row.id)
  // After the locks, in statements of their own: what was committed while we waited for nobody is seen.
  const ids = rows.flatMap(row => [branded<ContactId>(row.contactId), branded<ContactId>(row.speakerId)])
  const people = await readPeople(tx, ids)
  const events = await readEvents(tx, held, picked.only, now)
  const handoffs = await readHandoffs(tx, held)
  const keys = await vault.keys(tx, ids)
  const claimed: Claimed[] = []
  const erased: string[] = []
  for (const row of rows) {
    const key = keys.get(branded<ContactId>(row.contactId))
    const own = people.get(row.contactId)
    const language = own?.language as Language // written by us from LANGUAGES
    const speaker = people.get(row.speakerId)
    const speakerKey = keys.get(branded<ContactId>(row.speakerId))
    // By the row, not by the key alone: a process remembers keys for a while, and a file that stays keeps its key.
    if (!key || !own || !speaker || !speakerKey || own.erasedAt || speaker.erasedAt) {
      erased.push(row.id)
      continue
    }
    const opened = events.get(row.id) ?? []
    const account = branded<AccountId>(row.accountId)
    claimed.push({
      id: branded<ConversationId>(row.id),
      contact: branded<ContactId>(row.contactId),
      speaker: branded<ContactId>(row.speakerId),
      account,
      passiveOnly: channels.get(account)?.passiveOnly ?? false,
      area: speaker.area,
      key,
      owner: row.owner === 'staff' ? 'staff' : 'bot',
      // Sealed by us as a Talk of this format.
      talk: row.talk ? (vault.open(key, row.talk) as Talk) : EMPTY_TALK,
      // One person may write from several places, and speak another language or want larger type in one of them.
      person: {
        level: speaker.level as Level, // written by us from LEVELS
        language,
        largeType: own.largeType,
        form: speaker.profile ? profileForm(vault.open(speakerKey, speaker.profile), language) : null,
        profiled: speaker.profiled,
      },
      dueAt: row.dueAt ? instantOfDate(row.dueAt) : null,
      handoff: handoffs.get(row.id) ?? null,
      events: opened.map(event => toWaiting(event, vault, key)),
    })
  }
  await closeEventsOf(tx, erased, now)
  return claimed
}

/** Received while the sender was being erased: nobody can read it. */
async function closeEventsOf(tx: Tx, talks: readonly string[], now: Instant): Promise<void> {
  if (talks.length === 0) return
  await tx
    .update(inbound)
    .set({ content: new Uint8Array(), handledAt: new Date(now), failure: 'erased' })
    .where(and(isNull(inbound.handledAt), sql`${inbound.conversationId} in ${uuidsOf(talks)}`))
}

/** `no key update`: the intake's foreign keys to these rows must not wait for a turn. */
function lockFree(tx: Tx, ids: readonly ConversationId[]) {
  return tx
    .select()
    .from(conversation)
    .where(sql`${conversation.id} in ${uuidsOf(ids)}`)
    .orderBy(asc(conversation.id))
    .for('no key update', { skipLocked: true })
}

async function readPeople(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .select()
    .from(contact)
    .where(sql`${contact.id} in ${uuidsOf([...new Set(ids)])}`)
  return new Map(rows.map(row => [row.id, row]))
}

async function readEvents(tx: Tx, ids: readonly string[], only: Picked['only'], now: Instant) {
  const rows = await tx
    .select()
    .from(inbound)
    .where(and(isNull(inbound.handledAt), sql`${inbound.conversationId} in ${uuidsOf(ids)}`))
    .orderBy(asc(inbound.conversationId), asc(inbound.sort), asc(inbound.id))
  const byConversation = Map.groupBy(rows, row => row.conversationId)
  for (const [id, waiting] of byConversation) {
    // One that waits for its next try holds up those behind it: they may be answers to its answer.
    const held = waiting.findIndex(event => event.notBefore !== null && event.notBefore.getTime() > now)
    const due = waiting.slice(0, held < 0 ? EVENTS_A_TURN : Math.min(held, EVENTS_A_TURN))
    byConversation.set(id, only === undefined ? due : due.filter(event => event.id === only))
  }
  return byConversation
}

async function readHandoffs(tx: Tx, ids: readonly string[]): Promise<Map<string, OpenHandoff>> {
  const rows = await tx
    .select({ id: handoff.id, conversationId: handoff.conversationId, state: handoff.state, dueAt: handoff.dueAt })
    .from(handoff)
    .where(
      and(sql`${handoff.conversationId} in ${uuidsOf(ids)}`, sql`${handoff.state} in ('open', 'promised', 'claimed')`),
    )
  return new Map(
    rows.map(row => [
      row.conversationId,
      {
        id: branded<HandoffId>(row.id),
        state: row.state as OpenHandoff['state'], // narrowed by the query
        dueAt: row.dueAt ? instantOfDate(row.dueAt) : null,
      },
    ]),
  )
}

function toWaiting(row: typeof inbound.$inferSelect, vault: Vault, key: PersonKey): Waiting {
  const by = vault.keyOfArrival(key, row.content)
  const content = vault.open(by, row.content) as InboundContent | DeskContent // sealed by receive as one of these
  const understood = row.understood ? understoodSchema.parse(vault.open(key, row.understood)) : {}
  return {
    id: branded<InboundId>(row.id),
    clientKey: row.eventKey,
    receivedAt: instantOfDate(row.receivedAt),
    content: withWords(content, understood),
    understood,
    sealedAnew:
      by === key
        ? null
        : { content: vault.seal(key, content), reply: row.reply && vault.seal(key, vault.open(by, row.reply)) },
  }
}
