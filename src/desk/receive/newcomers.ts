import { channelIdentity, contact, conversation, dataKey } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { givenTable } from '../../../db/table-of.ts'
import { type ContactId, type ConversationId, type IdentityId, newId } from '../../core/ids.ts'
import { BASE_LANGUAGE } from '../../core/language.ts'
import type { DeskPorts } from '../ports.ts'
import { type Prepared, placeOf } from './prepare-arrivals.ts'

type NewcomerPorts = Pick<DeskPorts, 'vault' | 'channels'>

const NEWCOMERS = givenTable('n', {
  account: 'text',
  hash: 'bytea',
  contact: 'uuid',
  identity: 'uuid',
  conversation: 'uuid',
  language: 'text',
  address: 'bytea',
  key_id: 'text',
  wrapped: 'bytea',
  state: 'text',
  heard: 'float8',
  pressed: 'float8',
})

/**
 * Whoever is not known to this process may be a stranger: what a stranger would need, one row a person. The statement
 * finds out who is one.
 */
export function newcomersOf(ports: NewcomerPorts, prepared: readonly Prepared[]) {
  const unknown = prepared.filter(one => one.contact === null)
  const people = [...Map.groupBy(unknown, one => placeOf(one.arrival)).values()]
  const rows = people.flatMap(events => rowOf(ports, events) ?? [])
  const column = <Key extends keyof Row>(name: Key) => rows.map(row => row[name])
  return NEWCOMERS.given({
    account: column('account'),
    hash: column('hash'),
    contact: column('contact'),
    identity: column('identity'),
    conversation: column('conversation'),
    language: column('language'),
    address: column('address'),
    key_id: column('keyId'),
    wrapped: column('wrapped'),
    state: column('state'),
    heard: column('heard'),
    pressed: column('pressed'),
  })
}

const sortOf = ({ arrival }: Prepared) => arrival.draft.sort ?? 0

type Row = NonNullable<ReturnType<typeof rowOf>>

function rowOf({ vault, channels }: NewcomerPorts, events: readonly Prepared[]) {
  const last = events.toSorted((a, b) => sortOf(a) - sortOf(b)).at(-1)
  if (!last) return null
  const { account, draft, receivedAt } = last.arrival
  const id = newId<ContactId>()
  const { key, row } = vault.create(id)
  const counted = channels.get(account)?.window ? events.map(one => one.arrival.draft) : []
  return {
    account,
    hash: last.hash,
    contact: id,
    identity: newId<IdentityId>(),
    conversation: newId<ConversationId>(),
    language: draft.language ?? BASE_LANGUAGE,
    address: vault.seal(key, draft.address),
    keyId: row.keyId,
    wrapped: row.wrapped,
    state: draft.content.kind === 'left' ? 'gone' : 'active',
    heard: counted.some(one => one.opensWindow) ? receivedAt : null,
    pressed: counted.some(one => one.opensBriefly) ? receivedAt : null,
  }
}

/**
 * The statement's part that makes contacts of them: `strangers` are those who are. Another request may meet one of
 * them first.
 */
export const STRANGERS = sql`newcomers as (
      select * from ${NEWCOMERS.sql} where not exists (
        select 1 from ${channelIdentity} i where i.account_id = n.account and i.address_hash = n.hash)
    ), met as (
      insert into ${channelIdentity} (id, account_id, address_hash, address, contact_id, state, heard_at, pressed_at)
      select identity, account, hash, address, contact, state, to_timestamp(heard / 1000.0), to_timestamp(pressed / 1000.0)
      from newcomers order by nth
      on conflict (account_id, address_hash) do nothing
      returning id
    ), strangers as (
      select n.* from newcomers n join met on met.id = n.identity
    ), contacts as (
      insert into ${contact} (id, language) select contact, language from strangers
    ), keys as (
      insert into ${dataKey} (contact_id, key_id, wrapped) select contact, key_id, wrapped from strangers
    ), talks as (
      insert into ${conversation} (id, contact_id, speaker_id, identity_id, account_id)
      select conversation, contact, contact, identity, account from strangers
    ), `
