import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { nextTick } from 'node:process'
import postgres from 'postgres'
import { isUnavailable, Unavailable } from './failure.ts'

/** Server-side statements cost memory on every connection: beyond this many, statements are sent unprepared. */
const MOST_STATEMENTS = 400
const CONNECT_TIMEOUT_S = 5

export interface ConnectionSettings {
  readonly url: string
  /**
   * How the server lists the connection in pg_stat_activity.application_name. Null: behind a pool in transaction mode,
   * where no session is ours: nothing is set for it, and nothing prepared in it.
   */
  readonly process: string | null
  /** As Database.loose. */
  readonly loose?: boolean
}

export interface ConnectionEvents {
  readonly notified?: (payload: string) => void
  /** At most once, also when the connection was never made. */
  readonly lost?: () => void
}

/** How a statement gives its rows: by column name, or as arrays in the order of the columns. */
export type RowMode = 'named' | 'values'
export type Parameter = postgres.ParameterOrJSON<never>
export type Answer = postgres.RowList<postgres.Row[]>

/**
 * One connection with one life: made by its first statement, and whatever is sent after it was lost is refused.
 * postgres.js by itself connects again beneath its caller, and the rest of a transaction would then run outside it, or
 * inside another one. Two things rule that out: its pool has one place, and it is given one socket ever, so that what it
 * holds back for a later connection fails.
 */
export class PostgresConnection {
  readonly #client: postgres.Sql
  readonly #events: ConnectionEvents
  readonly #pooled: boolean
  /** By text, the types that were guessed for its parameters: of both in one, each use would hash thousands of characters. */
  readonly #prepared = new Map<string, Set<string>>()
  #statements = 0
  #socket: Socket | null = null
  #corked = false
  readonly #sent = new Set<Promise<unknown>>()
  #lost = false
  #broken = false

  constructor(settings: ConnectionSettings, events: ConnectionEvents = {}) {
    this.#events = events
    this.#pooled = settings.process === null
    const options: Options = {
      ...optionsOf(settings),
      socket: oneSocket({
        opened: socket => {
          this.#socket = socket
        },
        broken: () => {
          this.#broken = true
        },
      }),
      onclose: () => this.#lose(),
      onnotify: (_channel, payload) => events.notified?.(payload),
    }
    this.#client = postgres(settings.url, options)
  }

  get lost(): boolean {
    return this.#lost
  }

  /** Statements go out and are answered in the order of the calls; none waits for the answer to the one before. */
  send(text: string, parameters: readonly Parameter[] = [], mode: RowMode = 'named'): Promise<Answer> {
    const answer = this.#send(text, [...parameters], mode)
    const over: Promise<void> = answer.then(
      () => void this.#sent.delete(over),
      () => void this.#sent.delete(over),
    )
    this.#sent.add(over)
    return answer
  }

  /** After the statements that were handed in. */
  async close(): Promise<void> {
    await Promise.all(this.#sent)
    this.#lost = true
    await this.#client.end()
  }

  /** Between its check and the sending no socket can close. */
  async #send(text: string, parameters: Parameter[], mode: RowMode): Promise<Answer> {
    if (this.#lost) throw new Unavailable('the connection was lost')
    this.#cork()
    try {
      const query = this.#client.unsafe(text, parameters, { prepare: this.#prepares(text, parameters) })
      return (await (mode === 'values' ? query.values() : query)) as Answer // the type of `values` wants array rows
    } catch (error) {
      const away = isUnavailable(error)
      if (away || this.#broken) this.#lose()
      // In workerd what breaks a socket has no code to know it by.
      const coded = away || error instanceof postgres.PostgresError
      throw this.#broken && !coded ? new Unavailable('the connection broke', { cause: error }) : error
    }
  }

  /** What is sent in one go leaves in one write: each costs a system call, and wakes the server for a part of the work. */
  #cork(): void {
    const socket = this.#socket
    if (!socket || this.#corked) return
    this.#corked = true
    socket.cork()
    nextTick(() => {
      this.#corked = false
      socket.uncork()
    })
  }

  #lose(): void {
    if (this.#lost) return
    this.#lost = true
    void this.#client.end({ timeout: 0 })
    this.#events.lost?.()
  }

  #prepares(text: string, parameters: readonly Parameter[]): boolean {
    if (this.#pooled || parameters.length === 0) return false
    const types = parameters.map(guessedType).join()
    const known = this.#prepared.get(text)
    if (known?.has(types)) return true
    if (this.#statements >= MOST_STATEMENTS) return false
    this.#statements++
    this.#prepared.set(text, (known ?? new Set()).add(types))
    return true
  }
}

/** postgres.js guesses the types of these and prepares a text once for each mix of guesses. */
function guessedType(value: Parameter): string {
  if (typeof value === 'boolean' || typeof value === 'bigint') return typeof value
  if (value instanceof Uint8Array) return 'bytes'
  return value instanceof Date ? 'date' : ''
}

/** `socket` and `onnotify` are missing in the types of postgres.js. */
interface Options extends postgres.Options<Record<string, postgres.PostgresType>> {
  readonly socket: (options: Address) => Promise<Socket>
  readonly onnotify: (channel: string, payload: string) => void
}
interface Address {
  readonly host: readonly string[]
  readonly port: readonly number[]
  readonly path: string | false
}

const optionsOf = ({ process, loose }: ConnectionSettings) => ({
  max: 1,
  ...(process !== null && {
    connection: {
      application_name: process,
      // A process that hangs inside a transaction lets its conversations go.
      idle_in_transaction_session_timeout: 10_000,
      // Compiling a statement takes longer than any of ours runs, and the planner guesses their cost high.
      jit: 'off',
      // Ours look up rows by an index. A statement that was planned while its table was small reads all of it, once for
      // each row it looks for, until the server counts the table again.
      enable_seqscan: 'off',
      // One plan a statement: to plan it anew for what each use gives costs as much as to run it.
      plan_cache_mode: 'force_generic_plan',
      ...(loose && { synchronous_commit: 'off' }),
    },
  }),
  connect_timeout: CONNECT_TIMEOUT_S,
  max_lifetime: null, // it would end a connection between two statements of a transaction
  fetch_types: false, // no arrays are sent: see id-list.ts
  onnotice: () => {},
  types: {
    // Ids and counts, all below 2^53.
    whole: {
      to: 20,
      from: [20],
      serialize: (value: unknown) => String(value),
      parse: (text: string) => Number(text),
    },
    // Instants and JSON are made and read as text by drizzle; a Date or an object is what a hand-written statement has.
    instant: {
      to: 1184,
      from: [1082, 1083, 1114, 1184],
      serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
      parse: (text: string) => text,
    },
    json: {
      to: 3802,
      from: [114, 3802],
      serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
      parse: (text: string): unknown => JSON.parse(text),
    },
  },
})

interface SocketEvents {
  readonly opened: (socket: Socket) => void
  readonly broken: () => void
}

/** Connects the first time it is asked, and never again. */
function oneSocket({ opened, broken }: SocketEvents): Options['socket'] {
  let used = false
  return async ({ host: [host = ''], port: [port = 0], path }) => {
    if (used) throw new Unavailable('the connection was lost')
    used = true
    const socket = path ? connect(path) : connect(port, host)
    socket.once('error', broken)
    const timer = setTimeout(() => socket.destroy(new Unavailable('no answer')), CONNECT_TIMEOUT_S * 1_000)
    try {
      await once(socket, 'connect')
    } finally {
      clearTimeout(timer)
    }
    opened(socket)
    return Object.assign(socket, { host }) // for TLS: postgres.js reads the server's name there
  }
}
