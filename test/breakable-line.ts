import { connect, createServer, type Socket } from 'node:net'

export interface BreakableLine {
  /** The database at the other end. */
  readonly url: string
  /**
   * Once: the next message to the server that holds this text. `before`: it does not arrive; `after`: it does, and its
   * answer does not come back.
   */
  breakAt(text: string, when: 'before' | 'after', how?: 'end' | 'reset'): void
  close(): Promise<void>
}

/** A way to a server that can be lost at a chosen moment. */
export async function breakableLine(target: string): Promise<BreakableLine> {
  const far = new URL(target)
  const near = new URL(target)
  const sockets = new Set<Socket>()
  let plan: { text: string; when: 'before' | 'after'; how: 'end' | 'reset' } | null = null
  const server = createServer(client => {
    const upstream = connect(Number(far.port), far.hostname)
    let cut: typeof plan = null
    const lose = () => {
      if (cut?.how === 'reset') client.resetAndDestroy()
      else client.end()
      upstream.end()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of [client, upstream]) other.destroy()
      })
    }
    client.on('data', chunk => {
      if (cut) return
      if (plan && chunk.includes(plan.text)) {
        cut = plan
        plan = null
        if (cut.when === 'before') return lose()
      }
      upstream.write(chunk)
    })
    upstream.on('data', chunk => (cut ? lose() : client.write(chunk)))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  near.port = String(address.port)
  return {
    url: near.href,
    breakAt(text, when, how = 'end') {
      plan = { text, when, how }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(done => server.close(done))
    },
  }
}
