import type { Tx } from '../../db/database.ts'
import { channelIdentity, conversation, inbound } from '../../db/schema/index.ts'
import { and, eq, inArray, sql } from '../../db/sql.ts'
import type { PersonKey } from '../../db/vault.ts'
import type { Danger } from '../core/alarm.ts'
import type { Instant } from '../core/civil-time.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type InboundId } from '../core/ids.ts'
import type { InboundContent, InboundDraft } from '../core/inbound.ts'
import { raiseAlarms } from './alarms.ts'
import { orderFetches, withAttachment } from './media/remote-media.ts'
import { type Correspondent, findOrMeet } from './meet.ts'
import { openWindows } from './message-window.ts'
import type { DeskPorts } from './ports.ts'
import { knownPeople, remember, storeAtOnce } from './store-at-once.ts'

export interface Received {
  readonly key: string
  readonly id: InboundId
  readonly conversation: ConversationId
  readonly contact: ContactId
  /** It was here before: accepted, with no effect. */
  readonly duplicate: boolean
}

/** Stores verified events in one commit, raises alarms, wakes the turn. Same order as the drafts. */
export type Receive = (
  account: AccountId,
  drafts: readonly InboundDraft[],
  receivedAt: Instant,
) => Promise<readonly Received[]>

export interface Woken {
  wake(): void
  now(conversations: readonly ConversationId[]): Promise<void>
}

export function createReceive(ports: DeskPorts, turn: Woken, media: Pick<Woken, 'wake'>): Receive {
  const known = knownPeople(ports.now)
  return async (account, drafts, receivedAt) => {
    if (drafts.length === 0) return []
    const dangers = new Map<string, Danger>()
    for (const draft of drafts) {
      const danger = ports.shelf.reader().danger(words(draft.content))
      if (danger) dangers.set(draft.key, danger)
    }
    const plain = dangers.size === 0 && distinct(drafts) && drafts.every(one => PLAIN.includes(one.content.kind))
    const quick = plain ? await storeAtOnce(ports, known, account, drafts, receivedAt) : null
    const received =
      quick ?? (await ports.database.intakeTransaction(tx => store(ports, tx, account, drafts, dangers, receivedAt)))
    // Others may help, but need not.
    if (quick) ringBeside(ports)
    else remember(known, account, drafts, received)
    ports.measure.count('received', received.filter(one => !one.duplicate).length)
    // A cry for help waits behind nobody: its turn is run at once, beside the lanes.
    const urgent = received.filter(one => !one.duplicate && dangers.get(one.key)?.level === 'alarm')
    turn.now(urgent.map(one => one.conversation)).catch(error => ports.log.error('receive.urgent_turn', error))
    turn.wake()
    if (drafts.some(({ content }) => content.kind === 'media' && content.remote !== undefined)) media.wake()
    return received
  }
}

/** Nothing but the event itself is to be stored for these. */
const PLAIN: readonly InboundContent['kind'][] = ['text', 'choice', 'location', 'phone', 'unknown']

const distinct = (drafts: readonly InboundDraft[]) => new Set(drafts.map(one => one.key)).size === drafts.length

/** This process has been woken. */
function ringBeside({ database, log }: DeskPorts): void {
  const { bell, intake } = database
  bell.ring(intake, 'inbound', '').catch(error => log.error('receive.ring_failed', error))
}

/** All that a person said in it. */
function words(content: InboundContent): string {
  return content.kind === 'text' ? content.text : content.kind === 'media' ? (content.caption ?? '') : ''
}

interface Stored {
  readonly draft: InboundDraft
  readonly from: Correspondent
  readonly key: PersonKey
}

async function store(
  ports: DeskPorts,
  tx: Tx,
  account: AccountId,
  drafts: readonly InboundDraft[],
  dangers: ReadonlyMap<string, Danger>,
  receivedAt: Instant,
): Promise<Received[]> {
  const people = await findOrMeet(ports, tx, account, drafts)
  const keys = await ports.vault.keys(
    tx,
    [...people.values()].map(person => person.contact),
  )
  const stored = drafts.flatMap((draft): Stored[] => {
    const from = people.get(draft.address)
    const key = from && keys.get(from.contact)
    return from && key ? [{ draft, from, key }] : []
  })
  const fresh = await insertEvents(ports, tx, account, stored, receivedAt)
  const news = stored.filter(one => fresh.has(one.draft.key))
  const known = await idsOf(
    tx,
    account,
    stored.filter(one => !fresh.has(one.draft.key)).map(one => one.draft.key),
  )
  await followMembership(tx, account, news)
  const wrote = news.filter(one => one.draft.opensWindow).map(one => one.from.conversation)
  await openWindows(ports, tx, account, wrote, receivedAt)
  await orderFetches(ports, tx, account, news)
  const alarms = stored.flatMap(({ draft, from }) => {
    const danger = dangers.get(draft.key)
    const id = fresh.get(draft.key)
    if (danger?.level !== 'alarm' || id === undefined) return []
    const { contact, conversation, area } = from
    return {
      inbound: id,
      conversation,
      contact,
      area,
      class: danger.classes[0],
      silent: danger.silent,
      raisedAt: receivedAt,
    }
  })
  if (alarms.length > 0) await raiseAlarms(ports, tx, alarms)
  if (fresh.size > 0) await ports.database.bell.ring(tx, 'inbound', '')
  return stored.flatMap(({ draft, from }) => {
    const id = fresh.get(draft.key) ?? known.get(draft.key)
    if (id === undefined) return []
    return {
      key: draft.key,
      id,
      conversation: from.conversation,
      contact: from.contact,
      duplicate: !fresh.has(draft.key),
    }
  })
}

async function insertEvents(
  ports: DeskPorts,
  tx: Tx,
  account: AccountId,
  stored: readonly Stored[],
  receivedAt: Instant,
): Promise<Map<string, InboundId>> {
  if (stored.length === 0) return new Map()
  const rows = await tx
    .insert(inbound)
    .values(
      stored.map(({ draft, from, key }) => ({
        accountId: account,
        eventKey: draft.key,
        conversationId: from.conversation,
        kind: draft.content.kind,
        sort: draft.sort,
        receivedAt: new Date(receivedAt),
        content: ports.vault.seal(key, withAttachment(ports, account, from.conversation, draft)),
        reply: draft.reply === undefined ? null : ports.vault.seal(key, draft.reply),
      })),
    )
    .onConflictDoNothing({ target: [inbound.accountId, inbound.eventKey] })
    .returning({ id: inbound.id, eventKey: inbound.eventKey })
  return new Map(rows.map(row => [row.eventKey, branded<InboundId>(row.id)]))
}

async function idsOf(tx: Tx, account: AccountId, keys: readonly string[]): Promise<Map<string, InboundId>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .select({ id: inbound.id, eventKey: inbound.eventKey })
    .from(inbound)
    .where(and(eq(inbound.accountId, account), inArray(inbound.eventKey, [...keys])))
  return new Map(rows.map(row => [row.eventKey, branded<InboundId>(row.id)]))
}

/** Blocked and unfollowed people can't be reached; whoever comes back can, and so can whoever does anything else. */
async function followMembership(tx: Tx, account: AccountId, fresh: readonly Stored[]): Promise<void> {
  const last = new Map(fresh.toSorted((a, b) => a.draft.sort - b.draft.sort).map(one => [one.from.conversation, one]))
  for (const { draft, from } of last.values()) {
    const gone = draft.content.kind === 'left'
    if (gone === from.gone) continue
    await tx
      .update(channelIdentity)
      .set({ state: gone ? 'gone' : 'active' })
      .where(
        and(
          eq(channelIdentity.accountId, account),
          sql`${channelIdentity.id} = (select identity_id from ${conversation} where id = ${from.conversation})`,
        ),
      )
  }
}
