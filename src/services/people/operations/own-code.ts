import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { contact } from '../../../../db/schema/index.ts'
import { and, asc, isNotNull, isNull, sql } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { issueCode } from '../identity-codes.ts'

/** A code by which the same person brings another talk of theirs, on another phone or messenger, to this one. */
export const ownCodeOperation = (ports: { readonly vault: Vault }) =>
  defineOperation({
    name: 'people.own_code',
    rank: 7,
    input: z.object({}),
    outcomes: {
      issued: z.object({ code: z.string() }),
      /** Nothing is kept of them yet, so there is nothing to bring together. */
      unknown: z.object({}),
    },
    async run(tx, calls) {
      const known = await lockKnown(tx, calls)
      const outcomes: Outcome[] = []
      for (const call of calls) {
        outcomes.push(known.has(call.contact) ? await issue(ports.vault, tx, call) : { name: 'unknown', output: {} })
      }
      return outcomes
    },
  })

/** In the order of their ids, as everybody locks people. */
async function lockKnown(tx: Tx, calls: readonly OperationCall[]): Promise<ReadonlySet<string>> {
  const asking = sql`${contact.id} in ${uuidsOf(calls.map(call => call.contact))}`
  const people = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(and(asking, isNotNull(contact.profile), isNull(contact.erasedAt)))
    .orderBy(asc(contact.id))
    .for('no key update')
  return new Set(people.map(person => person.id))
}

async function issue(vault: Vault, tx: Tx, call: OperationCall): Promise<Outcome> {
  const wish = { contact: call.contact, issuer: { talk: call.conversation }, now: call.arrivedAt }
  return { name: 'issued', output: { code: (await issueCode(vault, tx, wish)).code } }
}
