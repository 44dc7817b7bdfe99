import { setTimeout as pause } from 'node:timers/promises'
import { Listeners } from './bell.ts'
import type { Bell, Topic, Tx } from './database.ts'
import { Unavailable } from './failure.ts'
import { CHANNEL, notify } from './notify.ts'
import { type ConnectionSettings, PostgresConnection } from './postgres-connection.ts'

const RETRY_MS = 200

/** LISTEN on a connection of its own, made anew whenever it is lost. */
export class PostgresBell implements Bell {
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

  ring(tx: Tx, topic: Topic, ...ids: readonly string[]): Promise<void> {
    return notify(tx, topic, ...ids)
  }

  listen(topic: Topic, heard: (payload: string) => void, missed?: () => void): () => void {
    return this.#listeners.add(topic, heard, missed)
  }

  async close(): Promise<void> {
    this.#closed = true
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
        return this.#listeners.tellMissed()
      } catch {
        // Still away: whoever queries the lanes hears of it, and here only the next try matters.
        await pause(RETRY_MS, undefined, { ref: false })
      }
    }
  }
}
