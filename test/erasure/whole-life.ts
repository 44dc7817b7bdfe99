import type { Tx } from '../../db/database.ts'
import * as schema from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq } from '../../db/sql.ts'
import type { Desk } from '../../src/compose.ts'
import { branded, type ContactId, type ConversationId, newId, type StaffId } from '../../src/core/ids.ts'
import type { JsonObject } from '../../src/core/operation.ts'
import type { Role, Staff } from '../../src/core/staff.ts'
import type { Trade } from '../../src/core/trade.ts'
import { attachmentId, storeAttachment } from '../../src/desk/media/attachments.ts'
import { createTrades } from '../../src/trades.ts'
import { shopTrade } from '../desk/shop-trade.ts'
import type { House } from '../desk/test-desk.ts'

/** What only the one who will be erased has told or is: after that it stands nowhere, sealed or in clear. */
export const OWN = {
  chatter: '俺家后院的枣树结果了',
  photo: 'bytes of a photo of the jujube tree',
  note: '说好了周五去摘枣',
  alarmNote: '在枣树下绊了一跤，没事',
  unknown: '枣花蜜咋卖',
  heard: '老槐树底下那家',
  visitNote: '门口枣树左拐',
  report: '枣树该剪枝了',
} as const

export const MEAL = { site: 'M04', date: '2026-11-24', period: 'lunch' } as const
const VISIT_DAY = '2026-11-26'

export const staffOf = (role: Role, areas: readonly string[] = ['4101']): Staff => ({
  id: branded<StaffId>('01900000-0000-7000-8000-d00000000001'),
  name: role,
  role,
  areas,
})

export function tradesOf(house: House): readonly Trade<Tx>[] {
  return [...createTrades({ vault: house.database.vault, tell: async () => {} }), shopTrade()]
}

export interface Life {
  readonly desk: Desk
  readonly trades: readonly Trade<Tx>[]
  readonly person: ContactId
  /** The contact of each of the two places they write from. */
  readonly chats: readonly { readonly contact: ContactId; readonly conversation: ConversationId }[]
}

/** Everything that can be kept of one demo person who writes from two places, and nothing of it under way. */
export async function liveWhole(house: House, code: string): Promise<Life> {
  const trades = tradesOf(house)
  const desk = await house.desk({ trades })
  const person = demoContactId(code)
  const { db } = house.database
  for (const from of ['home', 'away']) {
    await house.talk(desk, from, OWN.chatter)
    const { conversation } = await house.person(from)
    await db.update(schema.conversation).set({ speakerId: person }).where(eq(schema.conversation.id, conversation))
    await house.talk(desk, from, `${OWN.chatter}，${from}`)
  }
  await house.send(desk)
  const chats = [await house.person('home'), await house.person('away')]
  const life = { desk, trades, person, chats }
  await eatAndBeVisited(house, life)
  await callForHelp(house, life)
  return life
}

/** Runs an operation as a turn would; `not`: what the trade said instead. */
export async function act(house: House, life: Life, name: string, input: JsonObject, contact = life.person) {
  const operation = life.desk.ports.operations.get(name)
  if (!operation) throw new Error(`no operation ${name}`)
  const call = {
    input,
    key: newId<ConversationId>(),
    contact,
    own: contact,
    conversation:
      contact === life.person ? (life.chats[0]?.conversation ?? newId<ConversationId>()) : newId<ConversationId>(),
    language: 'zh-CN',
    arrivedAt: house.clock.now,
  } as const
  const [outcome] = await house.database.transaction(tx => operation.run(tx, [call]))
  if (!outcome) throw new Error('no outcome')
  return outcome
}

async function eatAndBeVisited(house: House, life: Life): Promise<void> {
  const { db, vault } = house.database
  const dishes = [{ id: 'D018', quantity: 1 }]
  const placed = await act(house, life, 'meals.place', { ...MEAL, mode: 'collect', dishes })
  if (placed.name !== 'placed') throw new Error(placed.name)
  const order = String(placed.output.order)
  await db.update(schema.mealOrder).set({ status: 'delivered' }).where(eq(schema.mealOrder.id, order))
  const wish = { offer: 'VO5', date: VISIT_DAY, half_day: 'morning' }
  const asked = await act(house, life, 'visits.request', {
    ...wish,
    answers: { hardship: 'illness' },
    note: OWN.visitNote,
  })
  const key = (await vault.keys(db, [life.person])).get(life.person)
  if (!key) throw new Error('no key')
  const details = { name: 'x', address: 'y', phone: null, answers: {}, note: OWN.visitNote, report: OWN.report }
  const visitor = vault.seal(key, { name: '王敏', badge: '0315' })
  await db
    .update(schema.visitRequest)
    .set({ status: 'done', details: vault.seal(key, details), visitor })
    .where(eq(schema.visitRequest.id, String(asked.output.visit)))
}

async function callForHelp(house: House, { desk, person, chats }: Life): Promise<void> {
  const { db, vault } = house.database
  const now = new Date(house.clock.now)
  for (const [i, { contact, conversation }] of chats.entries()) {
    const key = (await vault.keys(db, [contact])).get(contact)
    if (!key) throw new Error('no key')
    const bytes = Buffer.from(OWN.photo)
    const photo = attachmentId(vault, conversation, 'photo')
    await storeAttachment(desk.ports, { contact, conversation, id: photo, type: 'image/jpeg', bytes })
    const whose = { contactId: contact, conversationId: conversation, area: '410105002' }
    const note = vault.seal(key, OWN.note)
    await db
      .insert(schema.handoff)
      .values({ id: newId(), ...whose, reason: 'asked', state: 'closed', closedAt: now, note })
    // One still waits.
    if (i === 1) await db.insert(schema.handoff).values({ id: newId(), ...whose, reason: 'asked', dueAt: now })
    const id = newId()
    const closed = { state: 'closed', closedAt: now, note: vault.seal(key, OWN.alarmNote) }
    await db.insert(schema.alarm).values({ id, card: id, ...whose, class: 'fall', ...closed })
    const unknown = { words: vault.hash('words', OWN.unknown), text: vault.seal(key, OWN.unknown) }
    await db
      .update(schema.inbound)
      .set({ understood: vault.seal(key, { words: OWN.heard }) })
      .where(eq(schema.inbound.conversationId, conversation))
    await db.insert(schema.notUnderstood).values({ contactId: contact, area: whose.area, ...unknown })
  }
  const expiresAt = new Date(house.clock.now + 60_000)
  const code = { contactId: person, issuedBy: 'staff', issuedAt: now, expiresAt }
  await db.insert(schema.identityCode).values({ hash: new Uint8Array(32).fill(1), ...code })
}

/** A staff route of a trade, as src/http calls it; its answer has passed its own schema. */
export function callRoute(house: House, life: Life, path: string, input: object, staff: Staff): Promise<unknown> {
  const route = life.trades.flatMap(trade => trade.routes).find(one => one.path === path)
  if (!route) throw new Error(`no route ${path}`)
  return house.database.transaction(async tx => {
    const reply = await route.run(tx, route.input.parse(input), { staff, now: house.clock.now, csv: false })
    return reply.kind === 'json' ? route.output.parse(reply.body) : null
  })
}
