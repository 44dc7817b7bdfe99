import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import type { CivilDate } from '../../core/civil-time.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import type { Localised } from '../../core/language.ts'
import type { OperationCall } from '../../core/operation.ts'
import { loadPeople } from '../people/load-people.ts'
import { activeMandates, allows } from '../people/mandates.ts'
import type { Person } from '../people/person.ts'
import type { MealsPorts } from './ports.ts'

/** For whom: nothing said, or `self`, is oneself; `diner` an elder on file; `other` somebody named only here. */
export const forWhom = {
  diner: z.string().nullish(),
  other: z.object({ name: z.string(), street: z.string(), address: z.string(), phone: z.string().nullish() }).nullish(),
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

const ORDER_MEALS = 'order_meals'

type WhomCall = OperationCall<{
  readonly diner?: string | null | undefined
  readonly other?:
    | { name: string; street: string; address: string; phone?: string | null | undefined }
    | null
    | undefined
}>

/** In the order of the calls; null: not on file, or no mandate to order for them today. */
export async function dinersOf(
  ports: MealsPorts,
  tx: Tx,
  calls: readonly WhomCall[],
): Promise<readonly (Diner | null)[]> {
  const wanted = calls.map(call => (call.input.other ? null : dinerId(call)))
  const people = await loadPeople(
    ports.vault,
    tx,
    wanted.filter(id => id !== null),
  )
  const mandates = await activeMandates(
    tx,
    calls.map(call => call.contact),
  )
  return calls.map((call, i) => {
    const { other } = call.input
    if (other) return stranger(other)
    const id = wanted[i]
    const person = id && people.get(id)
    if (!person) return null
    const self = person.id === call.contact
    if (
      !self &&
      !mandates.some(one => allows(one, ORDER_MEALS, { relative: call.contact, elder: person.id, at: call.arrivedAt }))
    )
      return null
    return dinerOf(person, self)
  })
}

function dinerId({ input, contact }: WhomCall): ContactId {
  return input.diner && input.diner !== 'self' ? branded<ContactId>(input.diner) : contact
}

function dinerOf(person: Person, self: boolean): Diner {
  return { ...person, self, verified: person.level === 'verified' }
}

/** Nothing on file is used for somebody who is only named: no subsidy, and allergies must be asked. */
function stranger(other: NonNullable<WhomCall['input']['other']>): Diner {
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
