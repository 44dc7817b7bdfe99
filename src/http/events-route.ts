import { streamSSE } from 'hono/streaming'
import * as z from 'zod'
import { type LiveEvent, liveEventSchema } from './api.ts'
import { type ApiRoute, DESK_ROLES, rawRoute } from './api-route.ts'
import { createLiveHub } from './live-hub.ts'
import type { HttpPorts } from './ports.ts'

interface StreamWaits {
  /** Something is sent at least this often, so that proxies keep the line. */
  readonly heartbeat: number
  /** A session that ended elsewhere (signed out, disabled, too old) ends its streams within this. */
  readonly recheck: number
}

const WAITS: StreamWaits = { heartbeat: 15_000, recheck: 25_000 }

export function eventsRoute(ports: Pick<HttpPorts, 'desk' | 'auth' | 'stopping'>, waits = WAITS): ApiRoute {
  const hub = createLiveHub(ports.desk.database, ports.desk.log)
  return rawRoute({
    method: 'get',
    path: '/events',
    summary: 'Live: what changed in the areas of the signed-in person',
    access: DESK_ROLES,
    input: z.object({}),
    output: liveEventSchema,
    also: 'text/event-stream',
    async run(_, { c, staff }) {
      const response = streamSSE(c, async stream => {
        const { queue, next } = mailbox()
        const stop = hub.subscribe(staff.areas, queue)
        const signedIn = setInterval(async () => {
          const still = await ports.auth.session(c.req.raw.headers).catch(() => 'unknown' as const)
          if (still === null || (still !== 'unknown' && still.staff.role !== staff.role)) queue({ kind: 'signed_out' })
        }, waits.recheck)
        const end = () => queue(null)
        ports.stopping.addEventListener('abort', end)
        stream.onAbort(end)
        try {
          // Rings between the last stream and this one are lost: whoever comes back looks again for everything.
          if (c.req.header('last-event-id')) queue({ kind: 'refresh' })
          await stream.write(': open\n\n')
          await send(stream, () => next(waits.heartbeat))
        } finally {
          clearInterval(signedIn)
          ports.stopping.removeEventListener('abort', end)
          stop()
        }
      })
      response.headers.set('x-accel-buffering', 'no')
      return response
    },
  })
}

interface Sink {
  readonly aborted: boolean
  readonly closed: boolean
  write(text: string): Promise<unknown>
  writeSSE(message: { event: string; data: string; id: string }): Promise<void>
}

async function send(stream: Sink, next: () => Promise<LiveEvent | null | 'quiet'>): Promise<void> {
  while (!stream.aborted && !stream.closed) {
    const event = await next()
    if (event === null) return
    if (event === 'quiet') await stream.write(': still here\n\n')
    else await stream.writeSSE({ event: event.kind, data: JSON.stringify(event), id: String(Date.now()) })
    if (event !== 'quiet' && event.kind === 'signed_out') return
  }
}

/** A queue with one reader; null ends it. */
function mailbox() {
  const waiting: (LiveEvent | null)[] = []
  let wake: (() => void) | null = null
  const queue = (event: LiveEvent | null) => {
    waiting.push(event)
    wake?.()
  }
  async function next(ms: number): Promise<LiveEvent | null | 'quiet'> {
    if (waiting.length === 0) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      wake = null
    }
    const event = waiting.shift()
    return event === undefined ? 'quiet' : event
  }
  return { queue, next }
}
