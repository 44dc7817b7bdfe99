import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { AlarmCard, ApiError, HandoffCard, HandoffDetail, LiveEvent } from '../../src/http/api.ts'
import { ME, PASSWORD, said } from './console-samples.ts'

/** The staff API as the contract has it, kept in memory: for what a real desk can't be made to do, such as fail. */
export interface ConsoleStandIn {
  readonly url: string
  readonly handoffs: Map<string, HandoffDetail>
  readonly alarms: Map<string, AlarmCard>
  /** Every reply that came in, repeats included. */
  readonly replies: { readonly handoff: string; readonly id: string; readonly text: string }[]
  readonly closings: { readonly id: string; readonly body: unknown }[]
  addHandoff(handoff: HandoffDetail): void
  addAlarm(alarm: AlarmCard): void
  say(handoff: string, text: string): void
  /** The next answers to paths that hold `part`: a status, or no answer at all after `after` is done. The returned function ends it. */
  failNext(part: string, status: number | 'cut', times?: number): () => void
  /** Every answer to such a path, from now on. */
  slow(part: string, ms: number): void
  endSessions(): void
  dropFeeds(): void
  /** Resolves once a page listens to the feed: what happens before is told to nobody. */
  heard(): Promise<void>
  reset(): void
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }
const POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"

export async function startConsoleStandIn(pages: string): Promise<ConsoleStandIn> {
  const handoffs = new Map<string, HandoffDetail>()
  const alarms = new Map<string, AlarmCard>()
  const replies: { handoff: string; id: string; text: string }[] = []
  const closings: { id: string; body: unknown }[] = []
  const feeds = new Set<{ hear(event: LiveEvent): void; end(): void }>()
  const failures: { part: string; status: number | 'cut'; times: number }[] = []
  const delays = new Map<string, number>()
  let session = 1

  const tell = (event: LiveEvent) => {
    for (const feed of feeds) feed.hear(event)
  }
  const dropFeeds = () => {
    for (const feed of feeds) feed.end()
    feeds.clear()
  }
  const app = new Hono()
  const fail = (c: Context, status: number, code: ApiError['error']['code']) =>
    c.body(JSON.stringify({ error: { code, message: code } }), status as 400, { 'content-type': 'application/json' })

  app.use(async (c, next) => {
    c.header('content-security-policy', POLICY)
    for (const [part, ms] of delays) {
      if (c.req.path.includes(part)) await new Promise(done => setTimeout(done, ms))
    }
    const failure = failures.find(one => one.times > 0 && c.req.path.includes(one.part))
    if (!failure) return next()
    failure.times--
    // Cut: the desk has done it, and the answer is lost on the way.
    if (failure.status === 'cut') await next()
    c.res = undefined
    c.res = fail(c, failure.status === 'cut' ? 503 : failure.status, codeOf(failure.status))
  })
  app.use('/api/*', async (c, next) => {
    const guarded = !c.req.path.startsWith('/api/auth/sign-in')
    if (guarded && !c.req.header('cookie')?.includes(`session=${session}`)) return fail(c, 401, 'unauthenticated')
    if (c.req.method === 'POST' && new URL(c.req.header('origin') ?? 'http://x').host !== c.req.header('host')) {
      return fail(c, 403, 'forbidden')
    }
    await next()
  })

  app.post('/api/auth/sign-in/username', async c => {
    const { username, password } = await c.req.json()
    if (username !== ME.username || password !== PASSWORD) return fail(c, 401, 'unauthenticated')
    c.header('set-cookie', `session=${session}; HttpOnly; SameSite=Lax; Path=/`)
    return c.json(ME)
  })
  app.post('/api/auth/sign-out', c => {
    c.header('set-cookie', 'session=; Max-Age=0; Path=/')
    return c.json({ ok: true })
  })
  app.get('/api/me', c => c.json(ME))

  app.get('/api/handoffs', c => {
    const open = c.req.query('state') !== 'closed'
    const shown = [...handoffs.values()].filter(one => ['closed', 'withdrawn'].includes(one.state) !== open)
    return c.json({ handoffs: shown.map(toCard) })
  })
  app.get('/api/handoffs/:id', c => {
    const found = handoffs.get(c.req.param('id'))
    return found ? c.json(found) : fail(c, 404, 'not_found')
  })
  app.post('/api/handoffs/:id/:act', async c => {
    const found = handoffs.get(c.req.param('id'))
    if (!found) return fail(c, 404, 'not_found')
    const body = await c.req.json()
    const now = new Date().toISOString()
    const act = c.req.param('act')
    const mine = found.state === 'claimed' && found.claimedBy?.id === ME.id
    if (act === 'claim') {
      if (found.state === 'claimed' && !mine) return fail(c, 409, 'conflict')
      handoffs.set(found.id, { ...found, state: 'claimed', claimedBy: { id: ME.id, name: ME.name }, claimedAt: now })
    } else if (!mine) {
      return fail(c, 409, 'conflict')
    } else if (act === 'transfer') {
      handoffs.set(found.id, { ...found, state: 'open', claimedBy: null, claimedAt: null })
    } else if (act === 'close') {
      closings.push({ id: found.id, body })
      handoffs.set(found.id, { ...found, state: 'closed', closedAt: now, note: body.note })
    } else if (act === 'reply') {
      const repeated = replies.some(reply => reply.id === body.id)
      replies.push({ handoff: found.id, id: body.id, text: body.text })
      const id = `~${body.id}`
      const message = { ...said('staff', body.text, 0), id, replyId: body.id }
      if (!repeated) handoffs.set(found.id, { ...found, unanswered: false, messages: [...found.messages, message] })
      tell({ kind: 'message', id: found.conversation, handoff: found.id, alarm: null })
      return c.json({ id })
    }
    tell({ kind: 'handoff', id: found.id })
    return c.json({ ok: true })
  })

  app.get('/api/alarms', c => c.json({ alarms: [...alarms.values()] }))
  app.get('/api/alarms/:id', c => {
    const found = alarms.get(c.req.param('id'))
    if (!found) return fail(c, 404, 'not_found')
    const profile = { name: '张有田', phone: '13900000000', address: '南阳路77号院5号楼1单元301' }
    const messages = [
      said('resident', '我摔倒了起不来', 1),
      said('bot', '请马上拨120！我已通知值班人员。您能说话吗？', 1),
    ]
    return c.json({ ...found, profile, messages, window: null, note: null })
  })
  app.post('/api/alarms/:id/:act', async c => {
    const found = alarms.get(c.req.param('id'))
    if (!found) return fail(c, 404, 'not_found')
    const now = new Date().toISOString()
    if (c.req.param('act') === 'take') {
      if (found.state !== 'raised') return fail(c, 409, 'conflict')
      alarms.set(found.id, { ...found, state: 'taken', takenBy: { id: ME.id, name: ME.name }, takenAt: now })
    } else {
      closings.push({ id: found.id, body: await c.req.json() })
      alarms.set(found.id, { ...found, state: 'closed', closedAt: now })
    }
    tell({ kind: 'alarm', id: found.id })
    return c.json({ ok: true })
  })

  app.get('/api/events', c =>
    streamSSE(c, async stream => {
      // Who is cut off tries again soon: this wait is the browser's own, which no test can turn on.
      await stream.write('retry: 50\n\n')
      await new Promise<void>(end => {
        const feed = {
          hear: (event: LiveEvent) => {
            void stream.writeSSE({ event: event.kind, data: JSON.stringify(event), id: String(Date.now()) })
          },
          end,
        }
        feeds.add(feed)
        stream.onAbort(() => {
          feeds.delete(feed)
          end()
        })
      })
    }),
  )
  app.get('/assets/*', async c => {
    const body = await readFile(join(pages, c.req.path.replaceAll('..', '')))
    return c.body(new Uint8Array(body), 200, { 'content-type': TYPES[c.req.path.split('.').at(-1) ?? ''] ?? '' })
  })
  app.get('/console', async c => c.html(await readFile(join(pages, 'console/index.html'), 'utf8')))

  const server = await new Promise<ReturnType<typeof serve>>(ready => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => ready(started))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    handoffs,
    alarms,
    replies,
    closings,
    addHandoff(handoff) {
      handoffs.set(handoff.id, handoff)
      tell({ kind: 'handoff', id: handoff.id })
    },
    addAlarm(alarm) {
      alarms.set(alarm.id, alarm)
      tell({ kind: 'alarm', id: alarm.id })
    },
    say(id, text) {
      const found = handoffs.get(id)
      if (!found) throw new Error('no such hand-off')
      handoffs.set(id, { ...found, unanswered: true, messages: [...found.messages, said('resident', text, 0)] })
      tell({ kind: 'message', id: found.conversation, handoff: id, alarm: null })
    },
    failNext(part, status, times = 1) {
      const failure = { part, status, times }
      failures.push(failure)
      return () => {
        failure.times = 0
      }
    },
    slow: (part, ms) => void delays.set(part, ms),
    endSessions() {
      session++
    },
    dropFeeds,
    async heard() {
      while (feeds.size === 0) await new Promise(done => setTimeout(done, 10))
    },
    reset() {
      dropFeeds()
      for (const kept of [handoffs, alarms, delays]) kept.clear()
      for (const kept of [replies, closings, failures]) kept.length = 0
    },
    async close() {
      dropFeeds()
      await new Promise(done => server.close(done))
    },
  }
}

function toCard({ messages, slots, draft, profile, window, passiveOnly, note, ...card }: HandoffDetail): HandoffCard {
  return card
}

function codeOf(status: number | 'cut'): ApiError['error']['code'] {
  if (status === 409) return 'conflict'
  if (status === 401) return 'unauthenticated'
  return status === 500 ? 'internal' : 'unavailable'
}
