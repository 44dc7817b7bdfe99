import type { Tx } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { channelIdentity, contact, conversation, dataKey } from '../../db/schema/index.ts'
import { and, eq, sql } from '../../db/sql.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type IdentityId, newId } from '../core/ids.ts'
import type { InboundDraft } from '../core/inbound.ts'
import { BASE_LANGUAGE } from '../core/language.ts'
import type { DeskPorts } from './ports.ts'

export interface Correspondent {
  readonly contact: ContactId
  readonly conversation: ConversationId
  readonly area: string
  /** Where nothing can be sent any more, as far as is known. */
  readonly gone: boolean
}

type MeetPorts = Pick<DeskPorts, 'vault'>
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** Who wrote: by the platform's address, whose keyed hash alone is looked up. Strangers become contacts. */
export async function findOrMeet(
  ports: MeetPorts,
  tx: Tx,
  account: AccountId,
  drafts: readonly InboundDraft[],
): Promise<Map<string, Correspondent>> {
  const byHash = new Map(drafts.map(draft => [hex(ports.vault.hash(account, draft.address)), draft]))
  const found = await find(tx, account, [...byHash.keys()])
  const strangers = [...byHash].filter(([hash]) => !found.has(hash))
  if (strangers.length > 0) {
    await meet(ports, tx, account, strangers)
    for (const [hash, person] of await find(
      tx,
      account,
      strangers.map(([hash]) => hash),
    ))
      found.set(hash, person)
  }
  const byAddress = new Map<string, Correspondent>()
  for (const draft of drafts) {
    const person = found.get(hex(ports.vault.hash(account, draft.address)))
    if (person) byAddress.set(draft.address, person)
  }
  return byAddress
}

async function find(tx: Tx, account: AccountId, hashes: readonly string[]): Promise<Map<string, Correspondent>> {
  const rows = await tx
    .select({
      hash: channelIdentity.addressHash,
      contact: channelIdentity.contactId,
      conversation: conversation.id,
      area: contact.area,
      state: channelIdentity.state,
    })
    .from(channelIdentity)
    .innerJoin(conversation, eq(conversation.identityId, channelIdentity.id))
    .innerJoin(contact, eq(contact.id, conversation.speakerId))
    .where(
      and(
        eq(channelIdentity.accountId, account),
        sql`${channelIdentity.addressHash} in
          (select decode(value, 'hex') from jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb))`,
      ),
    )
  return new Map(
    rows.map(row => [
      hex(row.hash),
      {
        contact: branded<ContactId>(row.contact),
        conversation: branded<ConversationId>(row.conversation),
        area: row.area,
        gone: row.state === 'gone',
      },
    ]),
  )
}

async function meet(
  ports: MeetPorts,
  tx: Tx,
  account: AccountId,
  strangers: readonly (readonly [string, InboundDraft])[],
): Promise<void> {
  const born = strangers.map(([hash, draft]) => {
    const id = newId<ContactId>()
    const { key, row } = ports.vault.create(id)
    const address = ports.vault.seal(key, draft.address)
    const identity = newId<IdentityId>()
    return { id, row, language: draft.language ?? BASE_LANGUAGE, identity, hash: Buffer.from(hash, 'hex'), address }
  })
  await tx.insert(contact).values(born.map(({ id, language }) => ({ id, language })))
  await tx.insert(dataKey).values(born.map(({ row }) => row))
  const kept = await tx
    .insert(channelIdentity)
    .values(
      born.map(({ id, identity, hash, address }) => ({
        id: identity,
        accountId: account,
        addressHash: hash,
        address,
        contactId: id,
      })),
    )
    .onConflictDoNothing({ target: [channelIdentity.accountId, channelIdentity.addressHash] })
    .returning({ id: channelIdentity.id, contactId: channelIdentity.contactId })
  if (kept.length > 0) {
    await tx.insert(conversation).values(
      kept.map(row => ({
        id: newId<ConversationId>(),
        contactId: row.contactId,
        speakerId: row.contactId,
        identityId: row.id,
        accountId: account,
      })),
    )
  }
  await forgetUnmet(
    tx,
    born.map(({ id }) => id),
    kept.map(row => row.contactId),
  )
}

/** Another request met the same stranger first: ours was never seen by anybody. */
async function forgetUnmet(tx: Tx, born: readonly string[], kept: readonly string[]): Promise<void> {
  const lost = born.filter(id => !kept.includes(id))
  if (lost.length === 0) return
  await tx.delete(dataKey).where(sql`${dataKey.contactId} in ${uuidsOf(lost)}`)
  await tx.delete(contact).where(sql`${contact.id} in ${uuidsOf(lost)}`)
}
