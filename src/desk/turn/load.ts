import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { handoff, inbound } from '../../../db/schema/index.ts'
import { and, isNull, sql } from '../../../db/sql.ts'
import type { PersonKey } from '../../../db/vault.ts'
import { type Instant, instantOfDate } from '../../core/civil-time.ts'
import { branded, type ConversationId, type HandoffId } from '../../core/ids.ts'
import { inLanguage } from '../../core/language.ts'
import { EMPTY_TALK, type Talk } from '../../engine/talk.ts'
import type { DeskPorts } from '../ports.ts'
import { type HeldTalk, lockTalks } from './lock-talks.ts'
import type { Memory, Seen } from './memory.ts'
import type { Picked } from './pick.ts'
import { openEvent, readEvents } from './read-events.ts'
import { readPeople } from './read-people.ts'
import { readPlaces } from './read-places.ts'
import type { Claimed, OpenHandoff } from './work.ts'

type LoadPorts = Pick<DeskPorts, 'vault' | 'channels'>

/** Locks the conversations that nobody else holds, and reads what was picked of what waits for them. */
export async function load(ports: LoadPorts, memory: Memory, tx: Tx, picked: Picked, now: Instant): Promise<Claimed[]> {
  const { vault } = ports
  const held = await lockTalks(tx, memory, picked.conversations)
  if (held.length === 0) return []
  const ids = held.map(talk => talk.id)
  // After the locks, in statements of their own: what was committed while we waited for nobody is seen.
  const keys = await vault.keys(
    tx,
    held.flatMap(talk => [talk.contact, talk.speaker]),
  )
  const people = await readPeople(vault, tx, memory, keys)
  const own = (talk: HeldTalk) =>
    (people.has(talk.contact) && people.has(talk.speaker) && keys.get(talk.contact)) || null
  const places = await readPlaces(vault, tx, memory, new Map(held.flatMap(talk => pair(talk.identity, own(talk)))))
  const events = await readEvents(tx, ids, picked.only, now)
  const handoffs = await readHandoffs(tx, ids)
  const claimed: Claimed[] = []
  const erased: ConversationId[] = []
  for (const talk of held) {
    const key = own(talk)
    const person = people.get(talk.contact)?.value
    const speaker = people.get(talk.speaker)?.value
    if (!key || !person || !speaker) {
      erased.push(talk.id)
      continue
    }
    const { language, largeType } = person
    const { level, area, form, profiled } = speaker
    claimed.push({
      id: talk.id,
      contact: talk.contact,
      speaker: talk.speaker,
      account: talk.account,
      passiveOnly: ports.channels.get(talk.account)?.passiveOnly ?? false,
      place: places.get(talk.identity)?.value ?? null,
      area,
      key,
      owner: talk.owner,
      talk: openTalk(ports, memory, talk, key),
      // One person may write from several places, and speak another language or want larger type in one of them.
      person: { level, language, largeType, form: form && inLanguage(form, language), profiled },
      dueAt: talk.dueAt,
      handoff: handoffs.get(talk.id) ?? null,
      events: (events.get(talk.id) ?? []).map(event => openEvent(event, memory, vault, key)),
    })
  }
  await closeEventsOf(tx, erased, now)
  return claimed
}

const pair = (identity: HeldTalk['identity'], key: PersonKey | null) => (key ? [[identity, key] as const] : [])

function openTalk(
  { vault }: LoadPorts,
  { talks }: Memory,
  { id, version, seen, sealed }: HeldTalk,
  key: PersonKey,
): Talk {
  if (seen) return seen.value
  // Sealed by us as a Talk of this format.
  const opened: Seen<Talk> = { version, value: sealed ? (vault.open(key, sealed) as Talk) : EMPTY_TALK }
  talks.put(id, opened)
  return opened.value
}

/** Received while the sender was being erased: nobody can read it. */
async function closeEventsOf(tx: Tx, talks: readonly string[], now: Instant): Promise<void> {
  if (talks.length === 0) return
  await tx
    .update(inbound)
    .set({ content: new Uint8Array(), handledAt: new Date(now), failure: 'erased' })
    .where(and(isNull(inbound.handledAt), sql`${inbound.conversationId} in ${uuidsOf(talks)}`))
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
