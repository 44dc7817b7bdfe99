import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export interface LosingProxy {
  readonly url: string
  /** Bodies of the messages that went through, those whose answer was lost too. */
  readonly posted: readonly string[]
  close(): void
}

/** A bad line in front of a desk: of each message it passes on, the first answer gets lost on the way back. */
export async function losingProxy(desk: string): Promise<LosingProxy> {
  const posted: string[] = []
  const server = createServer((from, to) => {
    forward(desk, from, to, posted).catch(() => to.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    posted,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function forward(desk: string, from: IncomingMessage, to: ServerResponse, posted: string[]): Promise<void> {
  const on = request(`${desk}${from.url}`, { method: from.method, headers: from.headers })
  to.on('close', () => on.destroy())
  let body = ''
  for await (const chunk of from) body += chunk
  on.end(body)
  // once() gives what the event carries as unknowns.
  const [answer] = (await once(on, 'response')) as [IncomingMessage]
  if (from.method === 'POST' && from.url?.endsWith('/messages')) {
    posted.push(body)
    if (posted.filter(one => one === body).length === 1) {
      to.destroy()
      return
    }
  }
  to.writeHead(answer.statusCode ?? 502, answer.headers)
  for await (const chunk of answer) to.write(chunk)
  to.end()
}
