import { once } from 'node:events'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import { SettingError } from '../core/errors.ts'
import type { Settings } from '../settings.ts'

const IDLE_LOOK_MS = 50

export interface DoorLimits {
  /** Bytes of all headers of a request; beyond it 431. */
  readonly maxHeaderSize: number
  /** Milliseconds for the headers, and for the whole request; beyond them 408. */
  readonly headersTimeout: number
  readonly requestTimeout: number
  readonly connectionsCheckingInterval: number
  /** At a time, open streams included; one more is closed unread. */
  readonly maxConnections: number
}

/** Whoever sends a byte now and then holds a connection no longer than this; ten megabytes come in over a poor line. */
const LIMITS: DoorLimits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 130_000,
  connectionsCheckingInterval: 2_000,
  maxConnections: 10_000,
}

export interface Door {
  /** The one listened on: with PORT=0 the operating system chose it. */
  readonly port: number
  /** Until then every request is answered 503. */
  serve(fetch: Hono['fetch']): void
  /** Resolves once the last request was answered. */
  close(): Promise<void>
}

/** Listens before there is a desk, whose own address depends on the port. SettingError when the port can't be had. */
export async function openDoor(
  { host, port }: Pick<Settings, 'host' | 'port'>,
  { maxConnections, ...serverOptions }: DoorLimits = LIMITS,
): Promise<Door> {
  let serving: Hono['fetch'] = () => new Response(null, { status: 503, headers: { 'retry-after': '1' } })
  const server = createAdaptorServer({ fetch: (request, env) => serving(request, env), serverOptions })
  server.maxConnections = maxConnections
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(
      `Port ${port} on ${host} can't be used (${error.code}). Is a desk running already? Set PORT to another one.`,
      { cause: error },
    )
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('listening on no port')
  return {
    port: address.port,
    serve(fetch) {
      serving = fetch
    },
    close: () => close(server),
  }
}

/**
 * Node waits for kept connections as long as their clients go on asking, and a proxy always does: whoever asks now is
 * told that this is the connection's last answer, and those that nobody asks on are closed.
 */
function close(server: ServerType): Promise<void> {
  server.prependListener('request', (_, response) => {
    response.setHeader('connection', 'close')
  })
  const closing = setInterval(() => {
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  }, IDLE_LOOK_MS)
  return new Promise(done =>
    server.close(() => {
      clearInterval(closing)
      done()
    }),
  )
}
