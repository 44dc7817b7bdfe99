import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export interface SlowLine {
  /** The database at the other end. */
  readonly url: string
  /** How long each statement takes from now on. */
  takes(ms: number): void
  /** How many were answered so far. */
  readonly statements: number
  close(): Promise<void>
}

/** Ends the answer to each statement: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const READY = Buffer.from([0x5a, 0, 0, 0, 5])

/** A way to PostgreSQL on which each statement takes long, as on a server that is out of breath. */
export async function slowLine(target: string): Promise<SlowLine> {
  const far = new URL(target)
  const near = new URL(target)
  const sockets = new Set<Socket>()
  let delayMs = 0
  let statements = 0
  const server = createServer(client => {
    const upstream = connect(Number(far.port), far.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of [client, upstream]) other.destroy()
      })
    }
    client.on('data', chunk => upstream.write(chunk))
    let last: Promise<unknown> = Promise.resolve()
    upstream.on('data', chunk => {
      const isEnd = chunk.length > READY.length && chunk.subarray(-6, -1).equals(READY)
      if (isEnd) statements += 1
      const wait = isEnd ? delayMs : 0
      last = last.then(() => (wait > 0 ? pause(wait) : null)).then(() => client.write(chunk))
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  near.port = String(address.port)
  return {
    url: near.href,
    takes(ms) {
      delayMs = ms
    },
    get statements() {
      return statements
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(done => server.close(done))
    },
  }
}
