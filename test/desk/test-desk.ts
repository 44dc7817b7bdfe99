import type { Database, Tx } from '../../db/database.ts'
import { openPostgres } from '../../db/open-postgres.ts'
import * as schema from '../../db/schema/index.ts'
import type { SeedKind } from '../../db/seed/seed.ts'
import { and, asc, count, eq, isNull, notExists, sql } from '../../db/sql.ts'
import { openVault, type Vault } from '../../db/vault.ts'
import { composeDesk, type Desk } from '../../src/compose.ts'
import { type Instant, instant, later } from '../../src/core/civil-time.ts'
import { branded, type ContactId, type ConversationId } from '../../src/core/ids.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import type { LanguageModel } from '../../src/core/language-model.ts'
import type { OutboundBody } from '../../src/core/outbound.ts'
import type { Speech } from '../../src/core/speech.ts'
import type { Trade } from '../../src/core/trade.ts'
import type { Waits } from '../../src/desk/ports.ts'
import { type Publication, publish } from '../../src/desk/publish.ts'
import { createReceive, type Receive } from '../../src/desk/receive/create-receive.ts'
import type { Received } from '../../src/desk/receive/store-arrivals.ts'
import { createShelf } from '../../src/desk/shelf.ts'
import { emptyMemory } from '../../src/desk/turn/memory.ts'
import { isBrief } from '../../src/desk/turn/suspects.ts'
import { createMeasure } from '../../src/log/measure.ts'
import { pinoLog } from '../../src/log/pino-log.ts'
import { type Engine, TEST_NOW, TEST_SECRET, type TestDatabase, testDatabase } from '../database.ts'
import { deskLog } from '../desk-logs.ts'
import { ASLEEP } from './asleep.ts'
import { ACCOUNT, type RecordingChannel, recordingChannel } from './recording-channel.ts'
import { SHOP_FLOWS } from './shop-flows.ts'
import { SHOP, type ShopHooks, shopTrade } from './shop-trade.ts'

export interface Clock {
  now: Instant
  pass(ms: number): void
}

export interface Said {
  readonly from: string
  readonly text: string
  readonly choices: readonly string[]
}

export interface Draft {
  readonly from: string
  readonly text?: string
  readonly content?: InboundContent
  readonly key?: string
  readonly sort?: number
  readonly reply?: string
}

export interface DeskParts {
  readonly flows?: readonly Publication[]
  readonly waits?: Partial<Waits>
  readonly hooks?: ShopHooks
  readonly channel?: RecordingChannel
  readonly speech?: Speech
  readonly model?: LanguageModel
  /** Missing: the shop alone. */
  readonly trades?: readonly Trade<Tx>[]
  /** As another process: with connections of its own where the engine has processes. */
  readonly process?: string
  /** What it is given instead of its own, to be watched or to fail. */
  readonly database?: (own: Database) => Database
  readonly vault?: (own: Vault) => Vault
}

/** A database with a shop in it; desks are opened on it as processes are. */
export class House {
  readonly clock: Clock
  readonly logs: string[] = []
  readonly database: TestDatabase
  readonly #open: (() => Promise<void>)[] = []
  #keys = 0

  constructor(database: TestDatabase) {
    this.database = database
    const clock: Clock = {
      now: instant(TEST_NOW + 3_600_000),
      pass(ms) {
        clock.now = later(clock.now, ms)
      },
    }
    this.clock = clock
  }

  async close(): Promise<void> {
    await this.leave()
    await this.database.close()
  }

  /** Ends its desks. The database stays, for another house. */
  async leave(): Promise<void> {
    for (const end of this.#open.splice(0).reverse()) await end()
    deskLog()(this.logs.splice(0).join(''))
  }

  async desk(parts: DeskParts = {}): Promise<Desk & { readonly channel: RecordingChannel }> {
    const process = parts.process ?? 'first'
    const own = await this.#connect(process)
    const database = parts.database?.(own) ?? own
    const vault = await openVault(database, { current: TEST_SECRET })
    const channel = parts.channel ?? recordingChannel()
    const write = (line: string) => void this.logs.push(line)
    const trades = parts.trades ?? [shopTrade(parts.hooks)]
    await database.transaction(tx => publish(tx, parts.flows ?? SHOP_FLOWS, 'test'))
    const desk = composeDesk({
      database,
      vault: parts.vault?.(vault) ?? vault,
      channels: [channel],
      trades,
      shelf: await createShelf(database.db, trades),
      log: pinoLog('debug', { write }),
      measure: createMeasure([], []),
      // PGlite is one process, whatever the desks on it are called; only what lives for a request is another.
      process: database.kind === 'pglite' && !isBrief(process) ? 'only' : process,
      now: () => this.clock.now,
      ...(parts.waits && { waits: parts.waits }),
      ...(parts.speech && { speech: parts.speech }),
      ...(parts.model && { model: parts.model }),
    })
    this.#open.push(() => desk.stop())
    return { ...desk, channel }
  }

  async #connect(process: string): Promise<Database> {
    const { url } = this.database
    if (url === null) return this.database
    const database = await openPostgres(url, { process })
    this.#open.push(() => database.close())
    return database
  }

  /** The door alone: stores and raises alarms, wakes nobody. */
  door(desk: Desk): Receive {
    return createReceive(desk.ports, { ...ASLEEP, memory: emptyMemory(desk.ports.now) })
  }

  drafts(drafts: readonly Draft[]) {
    return drafts.map(({ from, text, content, key, sort, reply }) => ({
      key: key ?? `${from}:k${++this.#keys}`,
      address: from,
      sort: sort ?? this.clock.now,
      content: content ?? ({ kind: 'text', text: text ?? '' } as const),
      ...(reply !== undefined && { reply }),
      ...(content === undefined && { opensWindow: true as const }),
    }))
  }

  /** Stored in one request, handled by nobody yet. */
  async store(desk: Desk, ...drafts: Draft[]): Promise<readonly Received[]> {
    return this.door(desk)(ACCOUNT.id, this.drafts(drafts), this.clock.now)
  }

  /** Stored one after another, each handled before the next. */
  async talk(desk: Desk, from: string, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.store(desk, { from, text })
      await this.settle(desk)
    }
  }

  /** Until nothing that is due waits to be handled; fails when that never comes. */
  async settle(desk: Desk): Promise<void> {
    for (let i = 0; i < 100; i++) {
      desk.turn.wake()
      await desk.turn.idle()
      if ((await this.waiting()) === 0) return
      await new Promise(done => setTimeout(done, 5))
    }
    throw new Error(`${await this.waiting()} events are still waiting`)
  }

  /** Sends what is due now. */
  async send(desk: Desk): Promise<void> {
    desk.deliver.wake()
    await desk.deliver.idle()
  }

  /** Events that nobody has handled, whose time has come and who wait behind none whose time has not. */
  async waiting(): Promise<number> {
    const { inbound } = schema
    const early = sql`(select 1 from ${inbound} e where e.conversation_id = ${inbound.conversationId}
      and e.handled_at is null and e.not_before > ${new Date(this.clock.now).toISOString()}::timestamptz)`
    const [row] = await this.database.db
      .select({ n: count() })
      .from(inbound)
      .where(and(isNull(inbound.handledAt), notExists(early)))
    return Number(row?.n ?? 0)
  }

  async stock(items: Readonly<Record<string, number>>): Promise<void> {
    const rows = Object.entries(items).map(([key, capacity]) => ({ ...SHOP, key, capacity }))
    await this.database.db.insert(schema.stock).values(rows)
  }

  async taken(item: string): Promise<number> {
    const [row] = await this.database.db.select().from(schema.stock).where(eq(schema.stock.key, item))
    return row?.taken ?? Number.NaN
  }

  async person(address: string): Promise<{ contact: ContactId; conversation: ConversationId; owner: string }> {
    const { channelIdentity, conversation } = schema
    const hash = this.database.vault.hash(ACCOUNT.id, address)
    const [row] = await this.database.db
      .select({ contact: conversation.contactId, conversation: conversation.id, owner: conversation.owner })
      .from(conversation)
      .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
      .where(eq(channelIdentity.addressHash, hash))
    if (!row) throw new Error('nobody has written from there')
    return { ...row, contact: branded<ContactId>(row.contact), conversation: branded<ConversationId>(row.conversation) }
  }

  /** The whole talk as staff and the page read it, oldest first. */
  async transcript(address: string): Promise<Said[]> {
    const { contact, conversation } = await this.person(address)
    const key = (await this.database.vault.keys(this.database.db, [contact])).get(contact)
    const rows = await this.database.db
      .select()
      .from(schema.message)
      .where(eq(schema.message.conversationId, conversation))
      .orderBy(asc(schema.message.id))
    return rows.map(row => {
      if (!key) throw new Error('erased')
      const body = this.database.vault.open(key, row.body)
      if (row.author === 'resident') return { from: 'resident', text: words(body as InboundContent), choices: [] }
      const { text, choices } = body as OutboundBody // the author column tells which of the two it is
      return { from: row.author, text, choices: choices.map(choice => choice.label) }
    })
  }

  async botSaid(address: string): Promise<string[]> {
    return (await this.transcript(address)).filter(line => line.from === 'bot').map(line => line.text)
  }

  async orders(address?: string) {
    const { mealOrder } = schema
    const rows = await this.database.db.select().from(mealOrder).orderBy(asc(mealOrder.placedAt))
    if (address === undefined) return rows
    const { contact } = await this.person(address)
    return rows.filter(row => row.contactId === contact)
  }

  async handoffs(address: string) {
    const { conversation } = await this.person(address)
    const { handoff } = schema
    return this.database.db
      .select()
      .from(handoff)
      .where(eq(handoff.conversationId, conversation))
      .orderBy(asc(handoff.openedAt), asc(handoff.id))
  }

  alarms() {
    return this.database.db.select().from(schema.alarm).orderBy(asc(schema.alarm.raisedAt))
  }

  outbox() {
    return this.database.db.select().from(schema.outbox).orderBy(asc(schema.outbox.id))
  }

  failures() {
    return this.database.db.select().from(schema.deliveryFailure).orderBy(asc(schema.deliveryFailure.id))
  }
}

export async function openHouse(engine: Engine, seed: SeedKind = 'none'): Promise<House> {
  return new House(await testDatabase(engine, { seed }))
}

function words(content: InboundContent): string {
  if (content.kind === 'text') return content.text
  if (content.kind === 'choice') return content.label ?? content.token
  return content.kind
}
