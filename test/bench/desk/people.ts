import type { Database } from '../../../db/database.ts'
import { EMPTY_PROFILE, type Profile } from '../../../db/profile.ts'
import sites from '../../../db/seed/data/sites.json' with { type: 'json' }
import { sql } from '../../../db/sql.ts'
import type { Vault } from '../../../db/vault.ts'
import { type ContactId, newId } from '../../../src/core/ids.ts'
import { EMPTY_TALK, type Talk } from '../../../src/engine/talk.ts'
import { chatOf } from '../crowd/script.ts'

export const ACCOUNT = 'telegram/main'

/** Streets to which a canteen carries that never closes. */
const STREETS = sites.filter(one => one.kind === 'canteen' && one.closedWeekdays.length === 0).map(one => one.street)
const AT_ONCE = 2_000
/** Whoever registered was welcomed before: from now on each message gets one answer, as with the other bots. */
const GREETED: Talk = { ...EMPTY_TALK, greeted: true }

/** Registered elders of the crowd, from this one on, as meeting, registering and 忌口 leave them. Their contacts in order. */
export async function addPeople(
  database: Database,
  vault: Vault,
  first: number,
  count: number,
): Promise<readonly ContactId[]> {
  const contacts: ContactId[] = []
  for (let done = 0; done < count; done += AT_ONCE) {
    const born = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) => bornAs(vault, first + done + i))
    contacts.push(...born.map(person => person.contact))
    await database.db.execute(sql`with born as (
        select * from jsonb_to_recordset(${JSON.stringify(born)}::jsonb) as b(contact uuid, area text, profile text,
          key_id text, wrapped text, identity uuid, address_hash text, address text, conversation uuid, talk text)
      ), people as (
        insert into contact (id, level, area, profiled, profile, consent_at)
        select contact, 'known', area, true, decode(profile, 'hex'), now() from born
      ), keys as (
        insert into data_key (contact_id, key_id, wrapped) select contact, key_id, decode(wrapped, 'hex') from born
      ), identities as (
        insert into channel_identity (id, account_id, address_hash, address, contact_id)
        select identity, ${ACCOUNT}, decode(address_hash, 'hex'), decode(address, 'hex'), contact from born
      )
      insert into conversation (id, contact_id, speaker_id, identity_id, account_id, talk)
      select conversation, contact, contact, identity, ${ACCOUNT}, decode(talk, 'hex') from born`)
  }
  for (const name of ['contact', 'data_key', 'channel_identity', 'conversation'])
    await database.db.execute(sql.raw(`analyze ${name}`))
  return contacts
}

function bornAs(vault: Vault, person: number) {
  const contact = newId<ContactId>()
  const { key, row } = vault.create(contact)
  const address = String(chatOf(person))
  const area = STREETS[person % STREETS.length] ?? ''
  return {
    contact,
    area,
    profile: hex(vault.seal(key, profileOf(person, area))),
    key_id: row.keyId,
    wrapped: hex(row.wrapped),
    identity: newId(),
    address_hash: hex(vault.hash(ACCOUNT, address)),
    address: hex(vault.seal(key, address)),
    conversation: newId(),
    talk: hex(vault.seal(key, GREETED)),
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

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
