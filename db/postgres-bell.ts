import { setTimeout as pause } from 'node:timers/promises'
import { apart } from '../src/core/apart.ts'
import { Listeners } from './bell.ts'
import type { Bell, Topic, Tx } from './database.ts'
import { Unavailable } from './failure.ts'
import { CHANNEL, notify, payloadsOf } from './notify.ts'
import { type ConnectionSettings, PostgresConnection } from './postgres-connection.ts'
import { arrayText } from './table-of.ts'

const RETRY_MS = 200
/** Between two tellings. */
const APART_MS = 8

type Rings = Map<Topic, Set<string>>

/**
 * LISTEN on a connection of its own, made anew whenever it is lost. NOTIFY goes by it too, once what is told of is
 * committed: inside a transaction the server would let one such commit at a time wait for its disk, and here what many
 * tell at the same moment goes in one statement. A process that dies between the two has told nobody, who look again
 * by themselves soon. https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/commands/async.c
 */
export class PostgresBell implements Bell {
  /** Of transactions under way. */
  readonly #held = new WeakMap<Tx, Rings>()
  /** Databases outside of any transaction. */
  readonly #loose = new WeakSet<Tx>()
  #waiting: Rings = new Map()
  #telling: Promise<void> | null = null
  readonly #mayTell = apart(APART_MS)
  readonly #listeners = new Listeners()
  readonly #settings: ConnectionSettings
  #connection: PostgresConnection | null = null
  #closed = false

  constructor(settings: ConnectionSettings) {
    this.#settings = settings
  }

  async open(): Promise<void> {
    const connection = new PostgresConnection(this.#settings, {
      notified: text => this.#heard(text),
      lost: () => {
        if (this.#connection === connection) void this.#untilOpen()
      },
    })
    try {
      await connection.send(`listen ${CHANNEL}`)
    } catch (error) {
      await connection.close()
      throw error
    }
    if (connection.lost) throw new Unavailable('the connection was lost at once')
    this.#connection = connection
  }

  /** What is rung with one of these rings at once. */
  outside(...databases: readonly Tx[]): void {
    for (const db of databases) this.#loose.add(db)
  }

  /** Of a transaction that `run` makes: what is rung with the one it was given rings when it is committed. */
  async around<T>(run: (hold: (tx: Tx) => void) => Promise<T>): Promise<T> {
    const rings: Rings = new Map()
    const result = await run(tx => this.#held.set(tx, rings))
    for (const [topic, ids] of rings) this.#put(this.#waiting, topic, [...ids])
    this.#tell()
    return result
  }

  async ring(tx: Tx, topic: Topic, ...ids: readonly string[]): Promise<void> {
    const held = this.#held.get(tx)
    if (held) return this.#put(held, topic, ids)
    // Of a savepoint: the server rings with its commit.
    if (!this.#loose.has(tx)) return notify(tx, topic, ...ids)
    this.#put(this.#waiting, topic, ids)
    this.#tell()
  }

  #put(rings: Rings, topic: Topic, ids: readonly string[]): void {
    const own = rings.get(topic) ?? new Set()
    rings.set(topic, own)
    for (const id of ids.length > 0 ? ids : ['']) own.add(id)
  }

  /** What is rung meanwhile goes together afterwards. While the line is lost it waits. */
  #tell(): void {
    const connection = this.#connection
    if (this.#telling || !connection || this.#waiting.size === 0) return
    this.#telling = this.#tellBy(connection).finally(() => {
      this.#telling = null
      if (!connection.lost) this.#tell()
    })
  }

  async #tellBy(connection: PostgresConnection): Promise<void> {
    await this.#mayTell()
    const rings = this.#waiting
    this.#waiting = new Map()
    const payloads = [...rings].flatMap(([topic, ids]) => payloadsOf(topic, [...ids]))
    try {
      await connection.send('select pg_notify($1, payload) from unnest($2::text[]) payload', [
        CHANNEL,
        arrayText(payloads),
      ])
    } catch {
      // Nobody heard it: told again by the next connection.
      for (const [topic, ids] of rings) this.#put(this.#waiting, topic, [...ids])
    }
  }

  listen(topic: Topic, heard: (payload: string) => void, missed?: () => void): () => void {
    return this.#listeners.add(topic, heard, missed)
  }

  async close(): Promise<void> {
    this.#closed = true
    while (this.#telling) await this.#telling
    const connection = this.#connection
    this.#connection = null
    await connection?.close()
  }

  /** Later, since postgres.js would keep what a listener throws to itself. */
  #heard(text: string): void {
    const space = text.indexOf(' ')
    const ids = text.slice(space + 1).split(',')
    queueMicrotask(() => this.#listeners.tell(text.slice(0, space), ids))
  }

  async #untilOpen(): Promise<void> {
    this.#connection = null
    while (!this.#closed) {
      try {
        await this.open()
        if (this.#closed) return await this.close()
        this.#tell()
        return this.#listeners.tellMissed()
      } catch {
        // Still away: whoever queries the lanes hears of it, and here only the next try matters.
        await pause(RETRY_MS, undefined, { ref: false })
      }
    }
  }
}
