import * as schema from '../../db/schema/index.ts'
import { asc } from '../../db/sql.ts'
import { branded, type ContactId } from '../../src/core/ids.ts'
import type { House } from './test-desk.ts'

type Row = Readonly<Record<string, unknown>>

export interface MessageRow extends Row {
  readonly author: string
  /** Key of the event that it is, or answers. */
  readonly inbound: string | null
  readonly body: unknown
}

export interface TalkRows extends Row {
  readonly inbound: readonly (Row & { readonly eventKey: string; readonly handledAt: Date | null })[]
  readonly messages: readonly MessageRow[]
  /** `message` and `until`: places in `messages`. */
  readonly outbox: readonly (Row & { readonly message: number; readonly until: number })[]
}

/** What the desk holds, by the address of whoever it concerns; `shared` concerns nobody alone. */
export interface DeskRows {
  readonly talks: Readonly<Record<string, TalkRows>>
  readonly shared: Row
}

/**
 * Everything that turns write, opened, with names that two databases share. Left out is only what may differ between
 * two databases with one history: moments that the database's or the machine's own clock set (created, posted, due at
 * once), keys under which a call may be retried, keyed hashes, and ids made by chance or counted over all conversations. Those ids
 * are replaced by what they stand for, also inside texts and states, so that a wrong one still shows:
 * an event by its key, a person and a talk by the address, an order and its number by the act that placed it.
 */
export async function deskRows(house: House): Promise<DeskRows> {
  const found = await readAll(house)
  const { db, vault } = house.database
  const keys = await vault.keys(
    db,
    found.contacts.map(row => branded<ContactId>(row.id)),
  )
  const opened = (contact: string, sealed: Uint8Array | null) => {
    const key = keys.get(branded<ContactId>(contact))
    return sealed && key ? vault.open(key, sealed) : null
  }
  const names = new Names(found, opened)
  const open: Open = (contact, sealed) => names.inside(opened(contact, sealed))
  const talks = found.conversations.map(talk => [names.of(talk.id), talkRows(found, names, open, talk)] as const)
  return { talks: Object.fromEntries(talks), shared: sharedRows(found, names, open) }
}

type Found = Awaited<ReturnType<typeof readAll>>
type Open = (contact: string, sealed: Uint8Array | null) => unknown

async function readAll({ database: { db } }: House) {
  return {
    contacts: await db.select().from(schema.contact),
    conversations: await db.select().from(schema.conversation),
    identities: await db.select().from(schema.channelIdentity),
    inbound: await db.select().from(schema.inbound).orderBy(asc(schema.inbound.id)),
    attempts: await db.select().from(schema.attempt).orderBy(asc(schema.attempt.id)),
    messages: await db.select().from(schema.message).orderBy(asc(schema.message.id)),
    outbox: await db.select().from(schema.outbox).orderBy(asc(schema.outbox.id)),
    failures: await db.select().from(schema.deliveryFailure),
    handoffs: await db.select().from(schema.handoff).orderBy(asc(schema.handoff.openedAt), asc(schema.handoff.id)),
    alarms: await db.select().from(schema.alarm).orderBy(asc(schema.alarm.inboundId)),
    unknown: await db.select().from(schema.notUnderstood).orderBy(asc(schema.notUnderstood.id)),
    orders: await db.select().from(schema.mealOrder),
    claims: await db.select().from(schema.subsidyClaim),
    stock: await db.select().from(schema.stock),
  }
}

/** Ids and order numbers by the names that both databases know. */
class Names {
  readonly #names = new Map<string, string>()
  readonly #numbers: RegExp | null

  constructor(found: Found, open: Open) {
    const addresses = new Map(found.identities.map(row => [row.id, String(open(row.contactId, row.address))]))
    for (const row of found.inbound) this.#names.set(`event ${row.id}`, row.eventKey)
    for (const { id, contactId, identityId } of found.conversations) {
      const address = addresses.get(identityId) ?? id
      this.#names.set(id, address)
      this.#names.set(contactId, `person ${address}`)
    }
    for (const { id, number, actKey } of found.orders) {
      this.#names.set(id, `order ${this.act(actKey)}`)
      this.#names.set(number, `number ${this.act(actKey)}`)
    }
    const numbers = found.orders.map(order => order.number)
    this.#numbers = numbers.length > 0 ? new RegExp(`\\b(${numbers.join('|')})\\b`, 'g') : null
  }

  of(id: string): string {
    return this.#names.get(id) ?? id
  }

  /** `12/1` is the first call of event 12. */
  act(key: string): string {
    const [event = '', call] = key.split('/')
    return `${this.#names.get(`event ${event}`) ?? this.inside(event)}/${call}`
  }

  inside<T>(value: T): T {
    const named = JSON.stringify(value)
      .replaceAll(UUID, id => this.of(id))
      .replaceAll(this.#numbers ?? NOTHING, number => this.of(number))
    return JSON.parse(named) // a renaming of a T
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const NOTHING = /(?!)/g

function talkRows(found: Found, names: Names, open: Open, talk: Found['conversations'][number]): TalkRows {
  const own = <T extends { readonly conversationId: string }>(rows: readonly T[]) =>
    rows.filter(row => row.conversationId === talk.id)
  const event = (id: number | null) => (id === null ? null : names.of(`event ${id}`))
  const sealed = (bytes: Uint8Array | null) => open(talk.contactId, bytes)
  const { id: _, contactId, speakerId, identityId, createdAt: __, ...state } = talk
  const alarms = own(found.alarms)
  return {
    ...state,
    talk: sealed(talk.talk),
    identity: found.identities.find(one => one.id === identityId)?.state,
    person: personRow(found, contactId, open),
    itself: speakerId === contactId,
    inbound: own(found.inbound).map(({ id, conversationId, ...row }) => ({ ...row, content: sealed(row.content) })),
    messages: own(found.messages).map(({ id, conversationId, at, inboundId, ...row }) => ({
      ...row,
      inbound: event(inboundId),
      body: sealed(row.body),
    })),
    outbox: own(found.outbox).map(({ id, conversationId, retryKey, dueAt, messageId, untilId, ...row }) => ({
      ...row,
      message: own(found.messages).findIndex(message => message.id === messageId),
      until: own(found.messages).findIndex(message => message.id === untilId),
    })),
    failures: own(found.failures).length,
    handoffs: own(found.handoffs).map(({ id, conversationId, contactId, ...row }) => row),
    alarms: alarms.map(({ id, conversationId, contactId, ...row }) => ({
      ...row,
      inboundId: event(row.inboundId),
      card: event(alarms.find(other => other.id === row.card)?.inboundId ?? null),
    })),
    unknown: found.unknown
      .filter(row => row.contactId === contactId)
      .map(({ id, at, contactId, words, ...row }) => ({ ...row, text: sealed(row.text) })),
  }
}

function personRow(found: Found, id: string, open: Open): Row | null {
  const row = found.contacts.find(one => one.id === id)
  if (!row) return null
  const { id: _, createdAt: __, ...person } = row
  return { ...person, profile: open(id, row.profile) }
}

function sharedRows(found: Found, names: Names, open: Open): Row {
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  return {
    stock: found.stock.toSorted(byText),
    // Taken back at the machine's own time, so statusAt is left out.
    orders: found.orders
      .map(({ id, statusAt, sameness, ...row }) => ({
        ...row,
        number: names.of(row.number),
        actKey: names.act(row.actKey),
        contactId: names.of(row.contactId),
        conversationId: names.of(row.conversationId),
        dinerId: row.dinerId && names.of(row.dinerId),
        recipient: row.recipient.length === 0 ? null : open(row.contactId, row.recipient),
      }))
      .toSorted(byText),
    claims: found.claims
      .map(row => ({ ...row, dinerId: names.of(row.dinerId), orderId: names.of(row.orderId) }))
      .toSorted(byText),
    attempts: found.attempts
      .map(({ inboundIds, error }) => ({ events: inboundIds.map(id => names.of(`event ${id}`)), error }))
      .toSorted(byText),
  }
}
