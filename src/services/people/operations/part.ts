import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { contact, conversation } from '../../../../db/schema/index.ts'
import { and, eq, ne, sql } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import { branded, type ContactId, type ConversationId } from '../../../core/ids.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { factsOf } from './facts-of.ts'

/** This talk speaks for its own contact again. */
export const partOperation = (ports: { readonly vault: Vault }) =>
  defineOperation({
    name: 'people.part',
    rank: 30,
    input: z.object({}),
    outcomes: { parted: z.object({}), own: z.object({}) },
    async run(tx, calls) {
      const outcomes: Outcome[] = []
      for (const call of calls) outcomes.push(await part(ports.vault, tx, call))
      return outcomes
    },
  })

async function part(vault: Vault, tx: Tx, call: OperationCall): Promise<Outcome> {
  if (call.own === call.contact) return { name: 'own', output: {} }
  // The turn holds this conversation.
  await tx.update(conversation).set({ speakerId: call.own }).where(eq(conversation.id, call.conversation))
  await tx
    .update(contact)
    .set({ newsIn: null })
    .where(and(eq(contact.id, call.contact), eq(contact.newsIn, call.conversation)))
  return { name: 'parted', output: {}, speaker: call.own, person: await factsOf(vault, tx, call.own, call.language) }
}

/**
 * Every other talk that was brought to this person. Each is told and parts by itself, in a turn that holds it: no two
 * talks are held at once.
 */
export const partOthersOperation = ({ tell }: TradePorts) =>
  defineOperation({
    name: 'people.part_others',
    rank: 31,
    input: z.object({}),
    outcomes: { told: z.object({ count: z.number().int() }) },
    async run(tx, calls) {
      const outcomes: Outcome[] = []
      for (const call of calls) {
        const others = await broughtTo(tx, call.contact, call.conversation)
        for (const other of others) {
          const key = `part:${other}:${call.key}`
          await tell(tx, { conversation: other, to: call.contact, key, name: 'chat_parted', data: {} })
        }
        outcomes.push({ name: 'told', output: { count: others.length } })
      }
      return outcomes
    },
  })

async function broughtTo(tx: Tx, person: ContactId, but: ConversationId): Promise<readonly ConversationId[]> {
  const rows = await tx
    .select({ id: conversation.id })
    .from(conversation)
    .where(
      and(
        eq(conversation.speakerId, person),
        ne(conversation.id, but),
        sql`${conversation.contactId} <> ${conversation.speakerId}`,
      ),
    )
  return rows.map(row => branded<ConversationId>(row.id))
}
