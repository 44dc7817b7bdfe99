import { addDays, type CivilDate, civilDate, type Instant } from '../../src/core/civil-time.ts'
import { branded, type ContactId } from '../../src/core/ids.ts'
import type { Tx } from '../database.ts'
import { type Profile, profileSchema } from '../profile.ts'
import { contact, dataKey, mandate, mealOrder } from '../schema/index.ts'
import type { PersonKey, Vault } from '../vault.ts'
import people from './data/people.json' with { type: 'json' }
import { usualOrders } from './usual-orders.ts'

export type DemoElder = (typeof people.elders)[number]
type DemoRelative = (typeof people.relatives)[number]

const CITY = '4101'

/** The contact of a demo elder (P001) or relative (R001): the same in every installation. */
export function demoContactId(code: string): ContactId {
  const letter = code.startsWith('P') ? 'a' : 'b'
  return branded<ContactId>(`01900000-0000-7000-8000-${letter}${code.slice(1).padStart(11, '0')}`)
}

/** Invented people; days are counted from the day of seeding. */
export async function seedPeople(tx: Tx, vault: Vault, now: Instant): Promise<void> {
  const today = civilDate(now)
  const keys = new Map<string, PersonKey>()
  const born = [...people.elders, ...people.relatives].map(person => {
    const { key, row } = vault.create(demoContactId(person.code))
    keys.set(person.code, key)
    return { row: contactRow(person, vault.seal(key, profileOf(person)), now), key: row }
  })
  await tx.insert(contact).values(born.map(person => person.row))
  await tx.insert(dataKey).values(born.map(person => person.key))
  await tx.insert(mandate).values(people.relatives.flatMap(relative => mandatesOf(relative, today)))
  const orders = people.elders.flatMap(elder => {
    const key = keys.get(elder.code)
    return key ? usualOrders(elder, demoContactId(elder.code), today, value => vault.seal(key, value)) : []
  })
  await tx.insert(mealOrder).values(orders)
}

function contactRow(person: DemoElder | DemoRelative, profile: Uint8Array, now: Instant) {
  return {
    id: demoContactId(person.code),
    level: person.level,
    language: person.language,
    area: 'street' in person ? person.street : CITY,
    profiled: true,
    profile,
    consentAt: new Date(now),
  }
}

function profileOf(person: DemoElder | DemoRelative): Profile {
  const birth = { year: Number(person.birthDate.slice(0, 4)), date: person.birthDate }
  const facts = { name: person.name, birth, phone: person.phone, idNumber: person.idNumber }
  if (!('street' in person)) return profileSchema.parse({ ...NOTHING_KNOWN, ...facts })
  const { form, street, address, allergies, diet, swallowing, category, homeSite, payBy } = person
  return profileSchema.parse({
    ...facts,
    form,
    street,
    address,
    allergies,
    diet,
    swallowing,
    category,
    homeSite,
    payBy,
  })
}

const NOTHING_KNOWN = {
  form: null,
  street: null,
  address: null,
  allergies: { asked: false, codes: [] },
  diet: [],
  swallowing: 0,
  category: 'normal',
  homeSite: null,
  payBy: 'on_delivery',
}

function mandatesOf(relative: DemoRelative, today: CivilDate) {
  return relative.mandates.map(({ elder, relation, scopes, fromDays, toDays, agreedBy, state }) => ({
    relativeId: demoContactId(relative.code),
    elderId: demoContactId(elder),
    relation,
    scopes,
    validFrom: addDays(today, fromDays),
    validTo: addDays(today, toDays),
    agreedBy,
    state,
  }))
}
