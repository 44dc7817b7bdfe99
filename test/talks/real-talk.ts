import type { Tx } from '../../db/database.ts'
import { profileForm } from '../../db/profile.ts'
import { contact, dataKey } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { type Instant, instant, later } from '../../src/core/civil-time.ts'
import { type ContactId, type ConversationId, newId } from '../../src/core/ids.ts'
import type { Language } from '../../src/core/language.ts'
import type { Operation } from '../../src/core/operation.ts'
import { inWords } from '../../src/core/outbound.ts'
import type { PersonFacts } from '../../src/core/person.ts'
import { composeMessage } from '../../src/desk/compose-message.ts'
import { type ConverseKit, converse, type Incoming } from '../../src/desk/converse.ts'
import { readCatalogue } from '../../src/desk/read-catalogue.ts'
import { prepareBook } from '../../src/engine/prepare.ts'
import type { Effect } from '../../src/engine/step.ts'
import { EMPTY_TALK, type Talk } from '../../src/engine/talk.ts'
import { createReader } from '../../src/language/create-reader.ts'
import type { TradePorts } from '../../src/services/ports.ts'
import { createTexts } from '../../src/texts/create-texts.ts'
import { createTrades } from '../../src/trades.ts'
import { TEST_NOW, type TestDatabase } from '../database.ts'
import { SHIPPED_FLOWS } from '../shipped-flows.ts'

type Signal = Parameters<TradePorts['tell']>[1]

/** Residents who talk with the shipped flows over the real trades: everything but channels and turns. */
export async function realTalks(database: TestDatabase) {
  const told: Signal[] = []
  const tell: TradePorts['tell'] = async (_, signal) => void told.push(signal)
  const trades = createTrades({ vault: database.vault, tell })
  const operations = new Map(trades.flatMap(trade => trade.operations.map(one => [one.name, one] as const)))
  const catalogue = await readCatalogue(database.db, trades)
  const named = (list: string, id: string) =>
    list === 'areas'
      ? (catalogue.areas.find(one => one.code === id)?.name ?? null)
      : (catalogue.lists.find(one => one.name === list)?.items.find(one => one.id === id)?.name ?? null)
  const book = prepareBook(
    SHIPPED_FLOWS.map(one => ({ ...one, current: true })),
    operations,
    { named },
  )
  const kit: ConverseKit = { book, texts: createTexts(book), reader: createReader(catalogue) }
  return {
    told,
    trades,
    /** `contact` null: somebody new. */
    talk: (who: { readonly contact: ContactId | null; readonly language?: Language; readonly at?: Instant }) =>
      RealTalk.open(database, kit, operations, who),
  }
}

export class RealTalk {
  readonly contact: ContactId
  readonly conversation: ConversationId
  now: Instant
  talk: Talk = EMPTY_TALK
  person: PersonFacts
  effects: readonly Effect[] = []
  /** Bubbles of the last event, with their options below them. */
  said: string[] = []
  readonly transcript: string[] = []
  readonly #database: TestDatabase
  readonly #kit: ConverseKit
  readonly #operations: ReadonlyMap<string, Operation<Tx>>
  #calls = 0

  private constructor(
    database: TestDatabase,
    kit: ConverseKit,
    operations: ReadonlyMap<string, Operation<Tx>>,
    who: { readonly contact: ContactId; readonly person: PersonFacts; readonly at: Instant },
  ) {
    this.#database = database
    this.#kit = kit
    this.#operations = operations
    this.contact = who.contact
    this.conversation = newId<ConversationId>()
    this.person = who.person
    this.now = who.at
  }

  static async open(
    database: TestDatabase,
    kit: ConverseKit,
    operations: ReadonlyMap<string, Operation<Tx>>,
    who: { readonly contact: ContactId | null; readonly language?: Language; readonly at?: Instant },
  ): Promise<RealTalk> {
    const id = who.contact ?? newId<ContactId>()
    if (!who.contact) {
      await database.db.insert(contact).values({ id, language: who.language ?? 'zh-CN' })
      await database.db.insert(dataKey).values(database.vault.create(id).row)
    }
    const person = await factsOf(database, id, who.language)
    return new RealTalk(database, kit, operations, { contact: id, person, at: who.at ?? TEST_NOW })
  }

  async says(text: string): Promise<string> {
    this.transcript.push(`> ${text}`)
    return this.hears({ kind: 'text', text })
  }

  async hears(incoming: Incoming): Promise<string> {
    const moment = { now: this.now, person: this.person }
    const going = converse(this.#kit, this.talk, incoming, moment)
    let step = going.next()
    while (!step.done) {
      const { operation, input } = step.value
      const found = this.#operations.get(operation)
      if (!found) throw new Error(`no operation ${operation}`)
      const call = {
        input,
        key: `${this.conversation}:${++this.#calls}`,
        contact: this.contact,
        own: this.contact,
        conversation: this.conversation,
        language: this.person.language,
        arrivedAt: this.now,
      }
      const [outcome] = await this.#database.transaction(tx => found.run(tx, [call]))
      if (!outcome) throw new Error(`${operation} gave no outcome`)
      step = going.next(outcome)
    }
    this.talk = JSON.parse(JSON.stringify(step.value.talk))
    this.person = step.value.person
    this.effects = step.value.effects
    this.said = this.effects.flatMap(effect => {
      if (effect.kind !== 'say') return effect.kind === 'handoff' ? [`[${effect.reason}]`] : []
      const body = composeMessage(this.#kit.texts, effect, this.person, null)
      return [[inWords(body), ...body.choices.map(one => `  ${one.number} ${one.label}`)].join('\n')]
    })
    this.transcript.push(...this.said)
    this.now = later(this.now, 5_000)
    return this.said.join('\n')
  }

  /** Timers fire on the way. */
  async passes(ms: number): Promise<string[]> {
    const until = later(this.now, ms)
    const heard: string[] = []
    for (;;) {
      const next = Math.min(...this.talk.due.map(due => due.at))
      if (next > until) break
      this.now = instant(Math.max(next, this.now))
      await this.hears({ kind: 'due' })
      heard.push(...this.said)
    }
    this.now = until
    return heard
  }
}

async function factsOf(database: TestDatabase, id: ContactId, language: Language | undefined): Promise<PersonFacts> {
  const [row] = await database.db.select().from(contact).where(eq(contact.id, id))
  if (!row) throw new Error('nobody')
  const key = (await database.vault.keys(database.db, [id])).get(id)
  return {
    level: row.level as PersonFacts['level'], // written by us from LEVELS
    language: language ?? (row.language as Language), // written by us from LANGUAGES
    largeType: row.largeType,
    form: key && row.profile ? profileForm(database.vault.open(key, row.profile)) : null,
    profiled: row.profiled,
  }
}
