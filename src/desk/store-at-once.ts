import * as z from 'zod'
import { KeyCache } from '../../db/key-cache.ts'
import { rows, wholeNumber } from '../../db/rows.ts'
import { channelIdentity, conversation, dataKey, inbound } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import type { Instant } from '../core/civil-time.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type InboundId } from '../core/ids.ts'
import type { InboundDraft } from '../core/inbound.ts'
import type { DeskPorts } from './ports.ts'
import type { Received } from './receive.ts'

export type KnownPeople = KeyCache<string, Pick<Received, 'contact' | 'conversation'>>

/** Who wrote to this process lately. Nothing is decided by it: the statement asks whether it is still so. */
export function knownPeople(now: () => number): KnownPeople {
  return new KeyCache({ most: 20_000, lifeMs: 60 * 60_000, now })
}

export function remember(
  known: KnownPeople,
  account: AccountId,
  drafts: readonly InboundDraft[],
  of: readonly Received[],
) {
  const byKey = new Map(of.map(one => [one.key, one]))
  for (const { key, address } of drafts) {
    const one = byKey.get(key)
    if (one) known.put(`${account} ${address}`, { contact: one.contact, conversation: one.conversation })
  }
}

const storedRow = z.object({ key: z.string(), id: wholeNumber.nullable(), duplicate: z.boolean() })

/**
 * Words of people who are known, in one statement: while the database is out of breath, a platform that waits for its
 * answer waits for one breath and not for five. Null: somebody is not as remembered, or something else is to be done
 * for these events. Then they are stored the long way, which finds what this has stored.
 */
export async function storeAtOnce(
  ports: DeskPorts,
  known: KnownPeople,
  account: AccountId,
  drafts: readonly InboundDraft[],
  receivedAt: Instant,
): Promise<readonly Received[] | null> {
  const given = await sealedFor(ports, known, account, drafts)
  if (!given) return null
  const found = await rows(
    ports.database.intake,
    sql`with given as (
      select g.*, i.id as identity from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(
        nth int, hash text, contact uuid, conversation uuid, key text, kind text, sort bigint, content text, reply text,
        opens boolean)
      join ${channelIdentity} i on i.account_id = ${account} and i.address_hash = decode(g.hash, 'hex')
        and i.contact_id = g.contact and i.state <> 'gone'
      join ${conversation} c on c.identity_id = i.id and c.id = g.conversation
      join ${dataKey} k on k.contact_id = g.contact
    ), added as (
      insert into ${inbound} (account_id, event_key, conversation_id, kind, sort, received_at, content, reply)
      select ${account}, key, conversation, kind, sort, to_timestamp(${receivedAt}::float8 / 1000.0),
        decode(content, 'hex'), decode(reply, 'hex') from given order by nth
      on conflict (account_id, event_key) do nothing
      returning id, event_key
    ), opened as (
      update ${channelIdentity} set heard_at = to_timestamp(${receivedAt}::float8 / 1000.0), sent_since = 0
      where id in (select g.identity from given g join added a on a.event_key = g.key where g.opens)
    )
    select g.key, coalesce(a.id, b.id) as id, a.id is null as duplicate from given g
    left join added a on a.event_key = g.key
    left join ${inbound} b on b.account_id = ${account} and b.event_key = g.key
    order by g.nth`,
    storedRow,
  )
  const received = found.flatMap(({ id, key, duplicate }): Received[] => {
    const from = given.find(one => one.key === key)
    return from && id !== null ? [{ key, id: branded<InboundId>(id), duplicate, ...whoseOf(from) }] : []
  })
  return received.length === drafts.length ? received : null
}

interface Given {
  readonly key: string
  readonly contact: string
  readonly conversation: string
}

const whoseOf = ({ contact, conversation }: Given) => ({
  contact: branded<ContactId>(contact),
  conversation: branded<ConversationId>(conversation),
})

/** Null: somebody is not known. */
async function sealedFor(
  { vault, database, channels }: DeskPorts,
  known: KnownPeople,
  account: AccountId,
  drafts: readonly InboundDraft[],
) {
  const people = drafts.map(({ address }) => known.get(`${account} ${address}`))
  const contacts = people.flatMap(person => person?.contact ?? [])
  if (contacts.length < drafts.length) return null
  const keys = await vault.keys(database.intake, contacts)
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const given = drafts.flatMap(({ key: event, address, content, sort, reply, opensWindow }, nth) => {
    const person = people[nth]
    const key = person && keys.get(person.contact)
    if (!person || !key) return []
    return {
      nth,
      hash: hex(vault.hash(account, address)),
      ...person,
      key: event,
      kind: content.kind,
      sort,
      content: hex(vault.seal(key, content)),
      reply: reply === undefined ? null : hex(vault.seal(key, reply)),
      // As openWindows does.
      opens: opensWindow === true && channels.get(account)?.window !== undefined,
    }
  })
  return given.length === drafts.length ? given : null
}
