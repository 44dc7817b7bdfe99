import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { moment, rows } from '../../../db/rows.ts'
import { handoff, inbound } from '../../../db/schema/index.ts'
import { and, isNull, sql } from '../../../db/sql.ts'
import type { PersonKey } from '../../../db/vault.ts'
import { type Instant, instantOfDate } from '../../core/civil-time.ts'
import { branded, type ConversationId, type HandoffId, type IdentityId } from '../../core/ids.ts'
import { inLanguage } from '../../core/language.ts'
import { EMPTY_TALK, type Talk } from '../../engine/talk.ts'
import type { DeskPorts } from '../ports.ts'
import { type HeldTalk, lockTalks } from './lock-talks.ts'
import type { Memory, Seen, SeenPerson, SeenPlace } from './memory.ts'
import type { Picked } from './pick.ts'
import { type EventRow, openEvent, readEvents } from './read-events.ts'
import { readPeople } from './read-people.ts'
import { readPlaces } from './read-places.ts'
import { TALKS } from './talks.ts'
import type { Claimed, OpenHandoff } from './work.ts'

type LoadPorts = Pick<DeskPorts, 'vault' | 'channels'>

/** Locks the conversations that nobody else holds, and reads what was picked of what waits for them. */
export async function load(ports: LoadPorts, memory: Memory, tx: Tx, picked: Picked, now: Instant): Promise<Claimed[]> {
  const held = await lockTalks(tx, memory, picked.conversations)
  if (held.length === 0) return []
  const ids = held.map(talk => talk.id)
  // After the locks, in statements of their own: what was committed while we waited for nobody is seen.
  const [whose, events, handoffs] = await Promise.all([
    readWhose(ports, memory, tx, held),
    readEvents(tx, ids, picked.only, now),
    readHandoffs(tx, ids),
  ])
  const claimed = held.flatMap(talk => {
    const owner = whose(talk)
    const handoff = handoffs.get(talk.id) ?? null
    return owner ? claimedOf(ports, memory, talk, owner, { handoff, events: events.get(talk.id) ?? [] }) : []
  })
  const readable = new Set(claimed.map(one => one.id))
  await closeEventsOf(
    tx,
    ids.filter(id => !readable.has(id)),
    now,
  )
  return claimed
}

/** Whose a conversation is, and who speaks in it. */
interface Whose {
  readonly key: PersonKey
  readonly person: SeenPerson
  readonly speaker: SeenPerson
  readonly place: SeenPlace | null
}

/** Null for those of somebody who was erased. */
async function readWhose(
  { vault }: LoadPorts,
  memory: Memory,
  tx: Tx,
  held: readonly HeldTalk[],
): Promise<(talk: HeldTalk) => Whose | null> {
  const ids = held.flatMap(talk => [talk.contact, talk.speaker])
  const keys = await vault.keys(tx, ids)
  const placeKeys = new Map<IdentityId, PersonKey>()
  for (const { contact, identity } of held) {
    const key = keys.get(contact)
    if (key) placeKeys.set(identity, key)
  }
  const [people, places] = await Promise.all([
    readPeople(vault, tx, memory, keys),
    readPlaces(vault, tx, memory, placeKeys),
  ])
  return ({ contact, speaker: who, identity }) => {
    const key = keys.get(contact)
    const person = people.get(contact)?.value
    const speaker = people.get(who)?.value
    return key && person && speaker ? { key, person, speaker, place: places.get(identity)?.value ?? null } : null
  }
}

function claimedOf(
  ports: LoadPorts,
  memory: Memory,
  talk: HeldTalk,
  { key, person, speaker, place }: Whose,
  { handoff, events }: { readonly handoff: OpenHandoff | null; readonly events: readonly EventRow[] },
): Claimed {
  const { language, largeType } = person
  const { level, area, form, profiled } = speaker
  return {
    id: talk.id,
    contact: talk.contact,
    speaker: talk.speaker,
    account: talk.account,
    passiveOnly: ports.channels.get(talk.account)?.passiveOnly ?? false,
    place,
    area,
    key,
    owner: talk.owner,
    talk: openTalk(ports, memory, talk, key),
    // One person may write from several places, and speak another language or want larger type in one of them.
    person: { level, language, largeType, form: form && inLanguage(form, language), profiled },
    dueAt: talk.dueAt,
    handoff,
    events: events.map(event => openEvent(event, memory, ports.vault, key)),
  }
}

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

const handoffRow = z.object({
  id: z.string(),
  conversation: z.string(),
  state: z.enum(['open', 'promised', 'claimed']),
  due: moment.nullable(),
})

const readOpen = compiled(
  () => sql`select h.id::text as id, t.id::text as conversation, h.state, h.due_at as due
    from ${TALKS.sql} join ${handoff} h on h.conversation_id = t.id and h.state in ('open', 'promised', 'claimed')`,
)

async function readHandoffs(tx: Tx, ids: readonly ConversationId[]): Promise<Map<string, OpenHandoff>> {
  const found = await rows(tx, readOpen(TALKS.given({ id: ids })), handoffRow)
  return new Map(
    found.map(({ id, conversation, state, due }) => [
      conversation,
      { id: branded<HandoffId>(id), state, dueAt: due && instantOfDate(due) },
    ]),
  )
}
