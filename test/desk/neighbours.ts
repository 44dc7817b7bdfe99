import type { Tx } from '../../db/database.ts'
import { profileSchema } from '../../db/profile.ts'
import * as schema from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import type { Desk } from '../../src/compose.ts'
import { type ContactId, newId } from '../../src/core/ids.ts'
import type { Trade } from '../../src/core/trade.ts'
import { tell } from '../../src/desk/tell.ts'
import { createTrades } from '../../src/trades.ts'
import { SHIPPED_FLOWS } from '../shipped-flows.ts'
import { ACCOUNT } from './recording-channel.ts'
import type { House } from './test-desk.ts'

/** Two of one family, both of whom order for the elder (P001), and 62 who share small kitchens in another district. */
const FAMILY = { mother: 'P001', daughter: 'R001' } as const
const OTHERS = Array.from({ length: 62 }, (_, i) => `n${i}`)
export const NEIGHBOURS: readonly string[] = [...Object.keys(FAMILY), ...OTHERS]

/** M23 cooks 6 lunches, M24 24, M22 240; of most dishes few. */
const HOMES = ['M23', 'M24', null] as const
const STREET = '410172560'

/** People on file, each with a conversation of their own. */
export async function moveInNeighbours(house: House): Promise<void> {
  const { db, vault } = house.database
  const people = OTHERS.map((address, i) => {
    const id = newId<ContactId>()
    const { key, row } = vault.create(id)
    const profile = vault.seal(key, profileOf(i))
    return { address, row, contact: { id, level: 'verified', area: STREET, profiled: true, profile } }
  })
  await db.insert(schema.contact).values(people.map(one => one.contact))
  await db.insert(schema.dataKey).values(people.map(one => one.row))
  const family = Object.entries(FAMILY).map(([address, code]) => [address, demoContactId(code)] as const)
  await openTalks(house, new Map([...family, ...people.map(one => [one.address, one.contact.id] as const)]))
}

function profileOf(i: number) {
  return profileSchema.parse({
    name: { 'zh-CN': `邻居${i}` },
    form: { 'zh-CN': `邻居${i}` },
    birth: { year: 1930 + (i % 30), date: `${1930 + (i % 30)}-05-01` },
    street: STREET,
    address: `${i}号楼1单元101`,
    phone: null,
    allergies: { asked: i % 16 !== 0, codes: [] },
    diet: [],
    swallowing: 0,
    category: i % 5 === 0 ? 'dibao' : 'normal',
    homeSite: HOMES[i % HOMES.length],
    payBy: 'on_delivery',
  })
}

async function openTalks({ database: { db, vault } }: House, people: ReadonlyMap<string, ContactId>): Promise<void> {
  const keys = await vault.keys(db, [...people.values()])
  const talks = [...people].map(([address, contactId]) => {
    const key = keys.get(contactId)
    if (!key) throw new Error('nobody on file')
    return { id: newId(), contactId, addressHash: vault.hash(ACCOUNT.id, address), address: vault.seal(key, address) }
  })
  await db.insert(schema.channelIdentity).values(talks.map(talk => ({ ...talk, accountId: ACCOUNT.id })))
  const rows = talks.map(({ id, contactId }) => ({ id: newId(), contactId, speakerId: contactId, identityId: id }))
  await db.insert(schema.conversation).values(rows.map(row => ({ ...row, accountId: ACCOUNT.id })))
}

interface RealDesk {
  readonly desk: Desk
  readonly trades: readonly Trade<Tx>[]
  /** Keys of the events that led to an operation which reserves. */
  readonly reserving: () => Promise<ReadonlySet<string>>
}

/** The city's own trades and flows. */
export async function realDesk(house: House, process = 'first'): Promise<RealDesk> {
  const { database, clock } = house
  const events = new Set<number>()
  const trades = createTrades({
    vault: database.vault,
    tell: (tx, { conversation, to, key, name, data }) =>
      tell({ vault: database.vault, database, now: () => clock.now }, tx, [
        { conversation, key, content: { kind: 'signal', to, name, data } },
      ]),
  }).map(trade => ({
    ...trade,
    operations: trade.operations.map(operation => ({
      ...operation,
      run(...[tx, calls]: Parameters<typeof operation.run>) {
        if (operation.reserves) for (const { key } of calls) events.add(Number.parseInt(key, 10))
        return operation.run(tx, calls)
      },
    })),
  }))
  const desk = await house.desk({ trades, flows: SHIPPED_FLOWS, process })
  return {
    desk,
    trades,
    async reserving() {
      const rows = await database.db.select().from(schema.inbound)
      return new Set(rows.filter(row => events.has(row.id)).map(row => row.eventKey))
    },
  }
}
