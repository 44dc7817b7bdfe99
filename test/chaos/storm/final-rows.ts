import type { Database } from '../../../db/database.ts'
import * as schema from '../../../db/schema/index.ts'
import { asc } from '../../../db/sql.ts'
import type { Vault } from '../../../db/vault.ts'
import { branded, type ContactId } from '../../../src/core/ids.ts'
import { inWords, type OutboundBody } from '../../../src/core/outbound.ts'

/** What the database holds in the end, opened, as plain values. */
export interface FinalRows {
  readonly conversations: readonly { readonly id: string; readonly who: string; readonly owner: string }[]
  readonly inbound: readonly {
    readonly id: number
    readonly key: string
    readonly conversation: string
    readonly kind: string
    readonly handled: boolean
    readonly failure: string | null
  }[]
  /** In the order of the talk. */
  readonly messages: readonly MessageRow[]
  /** Still to be sent. `answered`: given to the platform as the answer to its own request. */
  /** `shut`: the platform takes it when that person has written again, and staff see it wait. */
  readonly outbox: readonly (Span & { readonly answered: boolean; readonly shut: boolean })[]
  readonly failures: readonly (Span & { readonly outcome: string })[]
  readonly handoffs: readonly {
    readonly id: string
    readonly conversation: string
    readonly reason: string
    readonly state: string
  }[]
  readonly alarms: readonly { readonly id: string; readonly inbound: number | null; readonly pushDue: boolean }[]
  readonly orders: readonly OrderRow[]
  readonly stock: readonly { readonly counter: string; readonly taken: number; readonly capacity: number }[]
}

export interface MessageRow {
  readonly id: number
  readonly conversation: string
  readonly author: string
  /** The event that it is, or answers. */
  readonly inbound: number | null
  /** All that was said; a resident's own words are left out. */
  readonly words: string
}

/** Messages of one conversation from this one to that one. */
export interface Span {
  readonly conversation: string
  readonly from: number
  readonly until: number
}

export interface OrderRow {
  readonly number: string
  readonly conversation: string
  readonly status: string
  /** The counters of which it holds something, and how much. */
  readonly holds: readonly (readonly [counter: string, amount: number])[]
}

export async function readFinalRows({ db }: Database, vault: Vault): Promise<FinalRows> {
  const talks = await db.select().from(schema.conversation)
  const identities = await db.select().from(schema.channelIdentity)
  const keys = await vault.keys(
    db,
    talks.map(talk => branded<ContactId>(talk.contactId)),
  )
  const contacts = new Map(talks.map(talk => [talk.id, branded<ContactId>(talk.contactId)]))
  const open = (contact: ContactId | undefined, sealed: Uint8Array) => {
    const key = contact && keys.get(contact)
    return key ? vault.open(key, sealed) : null
  }
  const addresses = new Map(
    identities.map(row => [row.id, `${row.accountId} ${open(branded<ContactId>(row.contactId), row.address)}`]),
  )
  const inbound = await db.select().from(schema.inbound).orderBy(asc(schema.inbound.id))
  const messages = await db.select().from(schema.message).orderBy(asc(schema.message.id))
  return {
    conversations: talks.map(({ id, identityId, owner }) => ({ id, who: addresses.get(identityId) ?? '', owner })),
    inbound: inbound.map(({ id, eventKey, conversationId, kind, handledAt, failure }) => {
      return { id, key: eventKey, conversation: conversationId, kind, handled: handledAt !== null, failure }
    }),
    messages: messages.map(({ id, conversationId, author, inboundId, body }) => ({
      id,
      conversation: conversationId,
      author,
      inbound: inboundId,
      // Sealed by addMessages as one.
      words: author === 'resident' ? '' : inWords(open(contacts.get(conversationId), body) as OutboundBody),
    })),
    ...(await readOutgoing(db)),
    ...(await readPeopleWork(db)),
    ...(await readMeals(db)),
  }
}

type Db = Database['db']

async function readOutgoing(db: Db): Promise<Pick<FinalRows, 'outbox' | 'failures'>> {
  const span = (row: { conversationId: string; messageId: number; untilId: number }): Span => {
    return { conversation: row.conversationId, from: row.messageId, until: row.untilId }
  }
  const waiting = await db.select().from(schema.outbox)
  const failed = await db.select().from(schema.deliveryFailure)
  return {
    outbox: waiting.map(row => ({ ...span(row), answered: row.answeredAt !== null, shut: row.shutAt !== null })),
    failures: failed.map(row => ({ ...span(row), outcome: row.outcome })),
  }
}

async function readPeopleWork(db: Db): Promise<Pick<FinalRows, 'handoffs' | 'alarms'>> {
  const handoffs = await db.select().from(schema.handoff).orderBy(asc(schema.handoff.openedAt))
  const alarms = await db.select().from(schema.alarm).orderBy(asc(schema.alarm.raisedAt))
  return {
    handoffs: handoffs.map(({ id, conversationId, reason, state }) => {
      return { id, conversation: conversationId, reason, state }
    }),
    alarms: alarms.map(({ id, inboundId, pushAt }) => ({ id, inbound: inboundId, pushDue: pushAt !== null })),
  }
}

async function readMeals(db: Db): Promise<Pick<FinalRows, 'orders' | 'stock'>> {
  const orders = await db.select().from(schema.mealOrder).orderBy(asc(schema.mealOrder.placedAt))
  const stock = await db.select().from(schema.stock)
  return {
    orders: orders.map(order => {
      const counter = (kind: string, key: string) => [order.site, order.date, order.period, kind, key].join('|')
      const courier = order.courierSlot ? [[counter('courier', order.courierSlot), 1] as const] : []
      const dishes = order.lines.map(({ dish, quantity }) => [counter('dish', dish), quantity] as const)
      const holds = [[counter('meals', ''), 1] as const, ...courier, ...dishes]
      return { number: order.number, conversation: order.conversationId, status: order.status, holds }
    }),
    stock: stock.map(row => {
      const counter = [row.site, row.date, row.period, row.kind, row.key].join('|')
      return { counter, taken: row.taken, capacity: row.capacity }
    }),
  }
}
