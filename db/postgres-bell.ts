import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { Listeners } from './bell.ts'
import type { Bell, Topic, Tx } from './database.ts'

const CHANNEL = 'zhaoying'
const RETRY_MS = 200

/** LISTEN on a connection of its own, made anew whenever it is lost. */
export class PostgresBell implements Bell {
  readonly #listeners = new Listeners()
  readonly #config: pg.ClientConfig
  #client: pg.Client | null = null
  #closed = false

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  async open(): Promise<void> {
    const client = new pg.Client(this.#config)
    let lost = false
    const lose = () => {
      if (lost) return
      lost = true
      if (this.#client === client) void this.#untilOpen()
    }
    client.on('error', lose) // unheard, it would end the process
    client.on('end', lose)
    client.on('notification', ({ payload = '' }) => this.#heard(payload))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    this.#client = client
    if (lost) throw new Error('the connection was lost at once')
  }

  async ring(tx: Tx, topic: Topic, payload: string): Promise<void> {
    await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${topic} ${payload}`})`)
  }

  listen(topic: Topic, heard: (payload: string) => void, missed?: () => void): () => void {
    return this.#listeners.add(topic, heard, missed)
  }

  async close(): Promise<void> {
    this.#closed = true
    const client = this.#client
    this.#client = null
    await client?.end()
  }

  #heard(text: string): void {
    const space = text.indexOf(' ')
    this.#listeners.tell(text.slice(0, space), text.slice(space + 1))
  }

  async #untilOpen(): Promise<void> {
    this.#client = null
    while (!this.#closed) {
      try {
        await this.open()
        if (this.#closed) return await this.close()
        return this.#listeners.tellMissed()
      } catch {
        // Still away: whoever queries the pool hears of it, and here only the next try matters.
        await pause(RETRY_MS, undefined, { ref: false })
      }
    }
  }
}
