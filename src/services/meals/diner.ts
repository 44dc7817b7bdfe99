import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import type { CivilDate } from '../../core/civil-time.ts'
import type { ContactId } from '../../core/ids.ts'
import type { Localised } from '../../core/language.ts'
import type { OperationCall } from '../../core/operation.ts'
import type { Person } from '../people/person.ts'
import { type NamedHere, namedHere, whomOf } from '../people/whom.ts'
import type { TradePorts } from '../ports.ts'

/** For whom: nothing said, or `self`, is oneself; `diner` an elder on file; `other` somebody named only here. */
export const forWhom = {
  diner: z.string().nullish(),
  other: namedHere.nullish(),
}

export interface Diner {
  /** null: nobody on file. */
  readonly id: ContactId | null
  readonly self: boolean
  readonly name: Localised
  readonly street: string | null
  readonly address: string
  readonly phone: string | null
  readonly birthDate: CivilDate | null
  readonly category: string
  readonly verified: boolean
  readonly diet: readonly string[]
  /** null: nobody has asked. */
  readonly allergies: readonly string[] | null
  readonly payBy: 'on_delivery' | 'monthly_bill'
  readonly homeSite: string | null
}

type WhomCall = OperationCall<{
  readonly diner?: string | null | undefined
  readonly other?: NamedHere | null | undefined
}>

/** In the order of the calls; null: not on file, or no mandate to order for them today. */
export async function dinersOf(
  ports: TradePorts,
  tx: Tx,
  calls: readonly WhomCall[],
): Promise<readonly (Diner | null)[]> {
  const wishes = calls.map(({ contact, arrivedAt, input }) => ({
    contact,
    at: arrivedAt,
    person: input.diner,
    named: input.other,
  }))
  const found = await whomOf(ports.vault, tx, wishes, 'order_meals')
  return found.map(one => one && (one.kind === 'named' ? stranger(one.named) : dinerOf(one.person, one.self)))
}

function dinerOf(person: Person, self: boolean): Diner {
  return { ...person, self, verified: person.level === 'verified' }
}

/** Nothing on file is used for somebody who is only named: no subsidy, and allergies must be asked. */
function stranger(other: NamedHere): Diner {
  return {
    id: null,
    self: false,
    name: { 'zh-CN': other.name },
    street: other.street,
    address: other.address,
    phone: other.phone ?? null,
    birthDate: null,
    category: 'normal',
    verified: false,
    diet: [],
    allergies: null,
    payBy: 'on_delivery',
    homeSite: null,
  }
}
