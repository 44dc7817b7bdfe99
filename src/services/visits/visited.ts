import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import type { ContactId } from '../../core/ids.ts'
import type { Localised } from '../../core/language.ts'
import type { OperationCall } from '../../core/operation.ts'
import { type NamedHere, namedHere, type Whom, whomOf } from '../people/whom.ts'
import type { TradePorts } from '../ports.ts'

/** Who is visited: nothing said, or `self`, is oneself; `who` an elder on file; `other` somebody named only here. */
export const whoIsVisited = { who: z.string().nullish(), other: namedHere.nullish() }

export interface Visited {
  /** null: nobody on file. */
  readonly id: ContactId | null
  readonly self: boolean
  readonly name: Localised
  /** null: not known. */
  readonly street: string | null
  readonly address: string
  readonly phone: string | null
}

type WhoCall = OperationCall<{
  readonly who?: string | null | undefined
  readonly other?: NamedHere | null | undefined
}>

/** In the order of the calls; null: not on file, or no mandate to book for them today. */
export async function visitedOf(
  ports: TradePorts,
  tx: Tx,
  calls: readonly WhoCall[],
): Promise<readonly (Visited | null)[]> {
  const wishes = calls.map(({ contact, arrivedAt, input }) => ({
    contact,
    at: arrivedAt,
    person: input.who,
    named: input.other,
  }))
  return (await whomOf(ports.vault, tx, wishes, 'book_services')).map(one => one && visitedFrom(one))
}

function visitedFrom(one: Whom): Visited {
  if (one.kind === 'on_file') {
    const { id, name, street, address, phone } = one.person
    // A street without a house is no place to send anybody to.
    return { id, self: one.self, name, street: address === '' ? null : street, address, phone }
  }
  const { name, street, address, phone } = one.named
  return { id: null, self: false, name: { 'zh-CN': name }, street, address, phone: phone ?? null }
}
