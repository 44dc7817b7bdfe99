import * as z from 'zod'
import { compiled } from '../../db/compiled.ts'
import type { Tx } from '../../db/database.ts'
import { rows, wholeNumber } from '../../db/rows.ts'
import { channelAccount, message, outbox } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import { givenTable } from '../../db/table-of.ts'
import type { PersonKey } from '../../db/vault.ts'
import type { Instant } from '../core/civil-time.ts'
import {
  type AccountId,
  branded,
  type ContactId,
  type ConversationId,
  type InboundId,
  type MessageId,
} from '../core/ids.ts'
import type { OutboundBody } from '../core/outbound.ts'
import { type NewOutgoing, outgoing } from './outgoing.ts'
import type { DeskPorts } from './ports.ts'

interface Addressed {
  readonly conversation: ConversationId
  readonly account: AccountId
  readonly key: PersonKey
  readonly inbound: InboundId | null
  /** When that event came in, where this is its answer: the platform's own request may still wait for it. */
  readonly answersAt?: Instant
  /** The sender's own id: unique in its conversation. */
  readonly clientKey: string | null
}

/** A row of the talk: what the resident wrote, or something to be sent. */
export type NewMessage =
  | (Addressed & {
      readonly author: 'resident'
      readonly body: unknown
      /** The same as it is kept elsewhere, with the same key. */
      readonly sealed: Uint8Array | null
    })
  | (Addressed & {
      readonly author: 'bot' | 'staff'
      readonly staffId: string | null
      readonly body: OutboundBody
      /** 0 emergency · 1 answer · 2 broadcast. */
      readonly priority: 0 | 1 | 2
    })

type PostPorts = Pick<DeskPorts, 'vault' | 'channels' | 'now'>

export interface Lease {
  readonly until: Instant
  /** Calls that are to be leased where nothing else of their conversation is unsent and the account is not paused. */
  readonly calls: ReadonlySet<NewOutgoing>
}

export interface LeasedCall {
  readonly call: NewOutgoing
  readonly id: number
}

export interface Added {
  readonly ids: readonly MessageId[]
  /** Those that were leased, in order. */
  readonly leased: readonly LeasedCall[]
}

/**
 * Adds messages in the order given, with an outgoing row for each platform call. The conversations must be locked by
 * this transaction: message ids then grow in the order of each talk, and a reader who asks for what comes after one
 * misses nothing. At the desk's own clock, by which the lanes look for what is due: the database's may differ from it.
 */
export async function addMessages(
  ports: PostPorts,
  tx: Tx,
  added: readonly NewMessage[],
  lease: (calls: readonly NewOutgoing[]) => Lease | null = () => null,
): Promise<Added> {
  if (added.length === 0) return { ids: [], leased: [] }
  const calls = outgoing(ports, added)
  const leased = lease(calls)
  const given = { ...linesOf(ports, added), ...callsOf(calls, leased), now: ports.now() }
  const found = await rows(tx, add(given), addedRow)
  return addedOf(added.length, found, calls)
}

const addedRow = z.object({ id: wholeNumber, call: wholeNumber.nullable(), part: z.number().nullable() })

function addedOf(length: number, found: readonly z.infer<typeof addedRow>[], calls: readonly NewOutgoing[]): Added {
  // Drawn from their sequence in the order given.
  const ids = found.flatMap(row => (row.call === null ? row.id : [])).sort((a, b) => a - b)
  if (ids.length !== length) throw new Error(`${ids.length} messages were added of ${length}`)
  const rowIds = new Map(found.map(({ id, call, part }) => [`${id} ${part}`, call]))
  const leased = calls.flatMap(call => {
    const id = rowIds.get(`${ids[call.first - 1]} ${call.part}`)
    return id ? [{ call, id }] : []
  })
  return { ids: ids.map(id => branded<MessageId>(id)), leased }
}

const LINES = givenTable('l', {
  conversation: 'uuid',
  author: 'text',
  inbound: 'bigint',
  client_key: 'text',
  staff: 'text',
  body: 'bytea',
})

function linesOf({ vault }: PostPorts, added: readonly NewMessage[]) {
  return LINES.given({
    conversation: added.map(line => line.conversation),
    author: added.map(line => line.author),
    inbound: added.map(line => line.inbound),
    client_key: added.map(line => line.clientKey),
    staff: added.map(line => (line.author === 'resident' ? null : line.staffId)),
    body: added.map(line => sealedOf(line) ?? vault.seal(line.key, line.body)),
  })
}

const sealedOf = (line: NewMessage) => (line.author === 'resident' ? line.sealed : null)

const CALLS = givenTable('c', {
  first: 'bigint',
  last: 'bigint',
  part: 'int',
  replies: 'bool',
  account: 'text',
  conversation: 'uuid',
  priority: 'int',
  retry_key: 'uuid',
  due: 'float8',
  lease: 'float8',
})

function callsOf(calls: readonly NewOutgoing[], lease: Lease | null) {
  return CALLS.given({
    first: calls.map(call => call.first),
    last: calls.map(call => call.last),
    part: calls.map(call => call.part),
    replies: calls.map(call => call.replies),
    account: calls.map(call => call.account),
    conversation: calls.map(call => call.conversation),
    priority: calls.map(call => call.priority),
    retry_key: calls.map(call => call.retryKey),
    due: calls.map(call => call.dueAt),
    lease: calls.map(call => (lease?.calls.has(call) ? lease.until : null)),
  })
}

const AT = sql`to_timestamp(${sql.placeholder('now')}::float8 / 1000.0)`

/** By its index for each call: the table is full of rows that are gone, and `exists` would read it through. */
const add = compiled(
  () => sql`with given as materialized (
      select nextval(pg_get_serial_sequence('message', 'id')) as id, g.* from (select * from ${LINES.sql} order by nth) g
    ), ids as materialized (
      select array_agg(id order by nth) as at from given
    ), added as (
      insert into ${message} (id, conversation_id, author, inbound_id, client_key, staff_id, body, at)
      select id, conversation, author, inbound, client_key, staff, body, ${AT} from given order by nth
    ), calls as (
      insert into ${outbox} (message_id, until_id, part, replies, account_id, conversation_id, priority, retry_key, due_at,
        claimed_until, tries)
      select ids.at[c.first], ids.at[c.last], c.part, c.replies, c.account, c.conversation, c.priority, c.retry_key,
        to_timestamp(c.due / 1000.0), to_timestamp(w.until / 1000.0), case when w.until is null then 0 else 1 end
      from ${CALLS.sql} cross join ids
      cross join lateral (select case when c.lease is not null
        and (select p.id from ${outbox} p where p.conversation_id = c.conversation and p.answered_at is null order by p.conversation_id, p.id limit 1) is null
        and not exists (select 1 from ${channelAccount} where id = c.account and paused_until > ${AT}) then c.lease end as until) w
      order by c.nth returning id, message_id, part, claimed_until is not null as leased
    ) select id, null as call, null as part from given union all select message_id, id, part from calls where leased`,
)

export interface Post {
  readonly conversation: ConversationId
  readonly contact: ContactId
  readonly account: AccountId
  readonly author: 'bot' | 'staff'
  readonly body: OutboundBody
  readonly answers: InboundId | null
  readonly staffId?: string
  readonly clientKey?: string
  readonly priority: 0 | 1 | 2
}

/** Posts from outside a turn (a staff member's reply). The conversations' rows must be locked by this transaction. */
export async function postMessages(ports: PostPorts, tx: Tx, posts: readonly Post[]): Promise<readonly MessageId[]> {
  const keys = await ports.vault.keys(
    tx,
    posts.map(post => post.contact),
  )
  const added = posts.map((post): NewMessage => {
    const key = keys.get(post.contact)
    if (!key) throw new Error('the person was erased')
    const { conversation, account, author, body, priority } = post
    const whose = { conversation, account, key, inbound: post.answers, clientKey: post.clientKey ?? null }
    return { ...whose, author, body, priority, staffId: post.staffId ?? null }
  })
  return (await addMessages(ports, tx, added)).ids
}
