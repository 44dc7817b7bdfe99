import { drizzle } from 'drizzle-orm/postgres-js'
import type { Tx } from './database.ts'
import { drizzleClient } from './drizzle-client.ts'
import { Unavailable } from './failure.ts'
import { type ConnectionSettings, PostgresConnection } from './postgres-connection.ts'
import { transactionOn } from './postgres-transaction.ts'
import * as schema from './schema/index.ts'

const WAIT_MS = 5_000

/** Some connections with drizzle on them; made when first needed, and anew after they were lost. */
export class PostgresLane {
  readonly db: Tx
  readonly #settings: ConnectionSettings
  readonly #size: number
  readonly #limited = new Map<number, Tx>()
  /** Places nobody uses, each with the connection that was last made for it. */
  readonly #free: (PostgresConnection | null)[]
  readonly #waiting = new Set<(place: PostgresConnection | null) => void>()
  #closed = false

  constructor(settings: ConnectionSettings, size: number) {
    this.#settings = settings
    this.#size = size
    this.#free = Array.from({ length: size }, () => null)
    this.db = this.#drizzle()
  }

  transaction<T>(run: (tx: Tx) => Promise<T>, lockTimeoutMs?: number): Promise<T> {
    const known = lockTimeoutMs === undefined ? this.db : this.#limited.get(lockTimeoutMs)
    const db = known ?? this.#drizzle(lockTimeoutMs)
    if (lockTimeoutMs !== undefined) this.#limited.set(lockTimeoutMs, db)
    return db.transaction(run)
  }

  /** Making one takes longer than a small transaction: they are kept. */
  #drizzle(lockTimeoutMs?: number): Tx {
    const client = drizzleClient((...statement) => this.#use(connection => connection.send(...statement)), {
      begin: work => this.#use(connection => transactionOn(connection, lockTimeoutMs)(work)),
    })
    return drizzle(client, { schema })
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
