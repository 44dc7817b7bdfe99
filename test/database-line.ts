import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

type How = 'end' | 'reset'

export interface DatabaseLine {
  /** The database at the other end. */
  readonly url: string
  /** How many statements were answered so far. */
  readonly statements: number
  /** How long each statement takes from now on, as on a server that is out of breath. */
  takes(ms: number): void
  /** From now on nothing gets through in either direction, and nobody is told; until `resume`. */
  stall(): void
  resume(): void
  /** Every connection is lost now; new ones are made as before. */
  breakAll(how: How): void
  /**
   * Once: the next message to the server that holds this text. `before`: it does not arrive; `after`: it does, and its
   * answer does not come back.
   */
  breakAt(text: string, when: 'before' | 'after', how?: How): void
  close(): Promise<void>
}

/** Ends the answer to each statement: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const READY = Buffer.from([0x5a, 0, 0, 0, 5])

/** A way to PostgreSQL on which whatever a test wishes goes wrong, at a chosen moment. */
export async function databaseLine(target: string): Promise<DatabaseLine> {
  const far = new URL(target)
  const line = new Line(() => connect(Number(far.port), far.hostname))
  const near = new URL(target)
  near.port = String(await line.listen())
  return Object.assign(line, { url: near.href })
}

interface Pair {
  readonly client: Socket
  readonly upstream: Socket
}

class Line {
  statements = 0
  #delayMs = 0
  #plan: { readonly text: string; readonly when: 'before' | 'after'; readonly how: How } | null = null
  #stalled: PromiseWithResolvers<void> | null = null
  readonly #pairs = new Set<Pair>()
  readonly #server = createServer(client => this.#join(client))
  readonly #upstream: () => Socket

  constructor(upstream: () => Socket) {
    this.#upstream = upstream
  }

  async listen(): Promise<number> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done))
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }

  takes(ms: number): void {
    this.#delayMs = ms
  }

  stall(): void {
    this.#stalled ??= Promise.withResolvers()
  }

  resume(): void {
    this.#stalled?.resolve()
    this.#stalled = null
  }

  breakAll(how: How): void {
    for (const pair of this.#pairs) lose(pair, how)
  }

  breakAt(text: string, when: 'before' | 'after', how: How = 'end'): void {
    this.#plan = { text, when, how }
  }

  async close(): Promise<void> {
    for (const { client, upstream } of this.#pairs) for (const socket of [client, upstream]) socket.destroy()
    this.resume()
    await new Promise(done => this.#server.close(done))
  }

  #join(client: Socket): void {
    const pair = { client, upstream: this.#upstream() }
    this.#pairs.add(pair)
    for (const socket of [pair.client, pair.upstream]) {
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#pairs.delete(pair)
        for (const other of [pair.client, pair.upstream]) other.destroy()
      })
    }
    let cut: How | null = null
    const toServer = this.#carry(pair.upstream)
    const toClient = this.#carry(pair.client)
    client.on('data', chunk => {
      if (cut) return
      if (this.#plan && chunk.includes(this.#plan.text)) {
        const { when, how } = this.#plan
        cut = how
        this.#plan = null
        if (when === 'before') return lose(pair, how)
      }
      toServer(chunk, 0)
    })
    pair.upstream.on('data', chunk => {
      if (cut) return lose(pair, cut)
      const ends = chunk.length > READY.length && chunk.subarray(-6, -1).equals(READY)
      if (ends) this.statements += 1
      toClient(chunk, ends ? this.#delayMs : 0)
    })
  }

  /** In order, though each part may have to wait. */
  #carry(to: Socket): (chunk: Buffer, ms: number) => void {
    let waiting = 0
    let last: Promise<unknown> = Promise.resolve()
    return (chunk, ms) => {
      if (waiting === 0 && ms === 0 && !this.#stalled) return void to.write(chunk)
      waiting += 1
      last = last.then(async () => {
        if (ms > 0) await pause(ms)
        while (this.#stalled) await this.#stalled.promise
        waiting -= 1
        to.write(chunk)
      })
    }
  }
}

function lose({ client, upstream }: Pair, how: How): void {
  if (how === 'reset') client.resetAndDestroy()
  else client.end()
  upstream.end()
}
