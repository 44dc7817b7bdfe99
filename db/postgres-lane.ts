import { drizzle } from 'drizzle-orm/postgres-js'
import type { Tx } from './database.ts'
import { drizzleClient } from './drizzle-client.ts'
import { Unavailable } from './failure.ts'
import { type ConnectionSettings, PostgresConnection } from './postgres-connection.ts'
import { transactionOn } from './postgres-transaction.ts'
import * as schema from './schema/index.ts'
import { sql } from './sql.ts'

const WAIT_MS = 5_000

/** Some connections with drizzle on them; made when first needed, and anew after they were lost. */
export class PostgresLane {
  readonly db: Tx
  readonly #settings: ConnectionSettings
  readonly #size: number
  /** Places nobody uses, each with the connection that was last made for it. */
  readonly #free: (PostgresConnection | null)[]
  readonly #waiting = new Set<(place: PostgresConnection | null) => void>()
  #closed = false

  constructor(settings: ConnectionSettings, size: number) {
    this.#settings = settings
    this.#size = size
    this.#free = Array.from({ length: size }, () => null)
    const client = drizzleClient((...statement) => this.#use(connection => connection.send(...statement)), {
      begin: work => this.#use(connection => transactionOn(connection)(work)),
    })
    this.db = drizzle(client, { schema })
  }

  transaction<T>(run: (tx: Tx) => Promise<T>, lockTimeoutMs?: number): Promise<T> {
    return this.db.transaction(async tx => {
      if (lockTimeoutMs !== undefined) {
        await tx.execute(sql.raw(`set local lock_timeout = ${Math.round(lockTimeoutMs)}`))
      }
      return run(tx)
    })
  }

  /** Waits for whoever has a connection. */
  async close(): Promise<void> {
    this.#closed = true
    const end = async () => (await this.#place())?.close()
    await Promise.all(Array.from({ length: this.#size }, end))
  }

  async #use<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('the database was closed')
    const place = await this.#place(WAIT_MS)
    const connection = place && !place.lost ? place : new PostgresConnection(this.#settings)
    try {
      return await work(connection)
    } finally {
      const [next] = this.#waiting
      if (next) next(connection)
      else this.#free.push(connection)
    }
  }

  async #place(withinMs?: number): Promise<PostgresConnection | null> {
    const free = this.#free.pop()
    if (free !== undefined) return free
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.delete(take)
        reject(new Unavailable('every connection was in use'))
      }
      const timer = withinMs === undefined ? undefined : setTimeout(giveUp, withinMs)
      const take = (place: PostgresConnection | null) => {
        clearTimeout(timer)
        this.#waiting.delete(take)
        resolve(place)
      }
      this.#waiting.add(take)
    })
  }
}
