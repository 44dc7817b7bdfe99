import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Options, PostgresType, Sql } from 'postgres'
import postgres from 'postgres'
import { Listeners } from './bell.ts'
import type { Bell, Topic, Tx } from './database.ts'

const CHANNEL = 'zhaoying'
const RETRY_MS = 200

/**
 * LISTEN on a connection of its own. postgres.js has `sql.listen`, which gives up silently when the first try after a
 * lost connection is refused, as it is while a database restarts.
 */
export class PostgresBell implements Bell {
  readonly #listeners = new Listeners()
  readonly #client: Sql
  #closed = false
  #subscribing: Promise<void> | null = null

  constructor(url: string, options: Options<Record<string, PostgresType>>) {
    const line = {
      ...options,
      max: 1,
      max_lifetime: null,
      // Not in the published types: what postgres.js itself uses beneath `sql.listen`.
      onnotify: (_channel: string, text: string) => this.#heard(text),
      onclose: () => void this.#subscribeAgain(),
    }
    this.#client = postgres(url, line)
  }

  async open(): Promise<void> {
    await this.#client.unsafe(`listen ${CHANNEL}`)
  }

  async ring(tx: Tx, topic: Topic, payload: string): Promise<void> {
    await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${topic} ${payload}`})`)
  }

  listen(topic: Topic, heard: (payload: string) => void, missed?: () => void): () => void {
    return this.#listeners.add(topic, heard, missed)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client.end({ timeout: 1 })
  }

  #heard(text: string): void {
    const space = text.indexOf(' ')
    this.#listeners.tell(text.slice(0, space), text.slice(space + 1))
  }

  /** Each failed try closes the connection again and calls this again: one loop at a time. */
  #subscribeAgain(): Promise<void> {
    this.#subscribing ??= this.#untilOpen().finally(() => {
      this.#subscribing = null
    })
    return this.#subscribing
  }

  async #untilOpen(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.open()
        this.#listeners.tellMissed()
        return
      } catch {
        // Still away: the pool's own queries report it, and here only the next try matters.
        await pause(RETRY_MS, undefined, { ref: false })
      }
    }
  }
}
