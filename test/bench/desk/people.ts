import { once } from 'node:events'
import type { Writable } from 'node:stream'
import postgres from 'postgres'
import { EMPTY_PROFILE, type Profile } from '../../../db/profile.ts'
import sites from '../../../db/seed/data/sites.json' with { type: 'json' }
import type { Vault } from '../../../db/vault.ts'
import { type ContactId, newId } from '../../../src/core/ids.ts'
import { EMPTY_TALK, type Talk } from '../../../src/engine/talk.ts'
import { chatOf } from '../crowd/script.ts'

export const ACCOUNT = 'telegram/main'

/** Streets to which a canteen carries that never closes. */
const STREETS = sites.filter(one => one.kind === 'canteen' && one.closedWeekdays.length === 0).map(one => one.street)
const AT_ONCE = 20_000
/** Whoever registered was welcomed before: from now on each message gets one answer, as with the other bots. */
const GREETED: Talk = { ...EMPTY_TALK, greeted: true }

/** Columns of the rows that make a person known who may order: as meeting, registering and answering 忌口 leave them. */
const TABLES = {
  contact: 'id, level, area, profiled, profile, consent_at',
  data_key: 'contact_id, key_id, wrapped',
  channel_identity: 'id, account_id, address_hash, address, contact_id',
  conversation: 'id, contact_id, speaker_id, identity_id, account_id, talk',
} as const
type Table = keyof typeof TABLES
const ORDER: readonly Table[] = ['contact', 'data_key', 'channel_identity', 'conversation']

/** Registered elders of the crowd, from this one on; their contacts in order. */
export async function addPeople(
  url: string,
  vault: Vault,
  first: number,
  count: number,
): Promise<readonly ContactId[]> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const contacts: ContactId[] = []
  try {
    for (let done = 0; done < count; done += AT_ONCE) {
      const born = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) => rowsOf(vault, first + done + i))
      contacts.push(...born.map(person => person.contact_id))
      for (const table of ORDER)
        await copy(
          client,
          table,
          born.map(person => person[table]),
        )
    }
    await client`analyze contact, data_key, channel_identity, conversation`
  } finally {
    await client.end()
  }
  return contacts
}

async function copy(client: postgres.Sql, table: Table, lines: readonly string[]): Promise<void> {
  const into: Writable = await client.unsafe(`copy ${table} (${TABLES[table]}) from stdin`).writable()
  const finished = once(into, 'finish')
  into.end(lines.join(''))
  await finished
}

function rowsOf(vault: Vault, person: number): Record<Table, string> & { readonly contact_id: ContactId } {
  const contact = newId<ContactId>()
  const { key, row } = vault.create(contact)
  const address = String(chatOf(person))
  const identity = newId()
  const street = STREETS[person % STREETS.length] ?? ''
  const consent = new Date().toISOString()
  return {
    contact_id: contact,
    contact: line(contact, 'known', street, 't', hex(vault.seal(key, profileOf(person, street))), consent),
    data_key: line(contact, row.keyId, hex(row.wrapped)),
    channel_identity: line(
      identity,
      ACCOUNT,
      hex(vault.hash(ACCOUNT, address)),
      hex(vault.seal(key, address)),
      contact,
    ),
    conversation: line(newId(), contact, contact, identity, ACCOUNT, hex(vault.seal(key, GREETED))),
  }
}

function profileOf(person: number, street: string): Profile {
  const name = { 'zh-CN': `王秀英${person}` }
  const birth = { year: 1942, date: null }
  const address = `${person}号院1号楼101`
  return {
    ...EMPTY_PROFILE,
    name,
    form: { 'zh-CN': '王奶奶' },
    birth,
    street,
    address,
    allergies: { asked: true, codes: [] },
  }
}

// COPY's text format: https://www.postgresql.org/docs/15/sql-copy.html
const hex = (bytes: Uint8Array) => `\\\\x${Buffer.from(bytes).toString('hex')}`
const line = (...fields: string[]) => `${fields.join('\t')}\n`
