import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { extname, join } from 'node:path'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Language } from '../../src/core/language.ts'
import type { ChatMessage } from '../../src/http/chat-message.ts'
import { answer, type Memory } from './stand-in-talk.ts'

interface Seat extends Memory {
  readonly messages: ChatMessage[]
  readonly photos: Map<string, Blob>
}

export interface StandInDesk {
  readonly url: string
  /** Ids of messages that had an effect, in order. */
  readonly received: string[]
  /** Requests with a message or photo, repeats included. */
  posts: number
  /** How the next posts end: `lost`: stored, but the answer never arrives; `away`: 503, nothing stored. */
  readonly faults: ('lost' | 'away')[]
  /** No stream passes, as behind a proxy that gathers answers. */
  streams: boolean
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const POLICY = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:"

/** Speaks contract "Web chat" from memory, and serves the built page. */
export async function startStandInDesk(pages: string): Promise<StandInDesk> {
  const seats = new Map<string, Seat>()
  const desk = { received: [] as string[], posts: 0, faults: [] as ('lost' | 'away')[], streams: true }
  let rows = 0
  const say = (seat: Seat, said: string) => {
    for (const { from = 'bot', ...rest } of answer(said, seat)) {
      rows += 1
      seat.messages.push({ id: `~${rows}`, from, at: new Date().toISOString(), state: 'sent', ...rest })
    }
  }
  const own = (seat: Seat, id: string, text: string, media?: ChatMessage['media']) => {
    desk.received.push(id)
    const message: ChatMessage = { id, from: 'resident', text, at: new Date().toISOString(), state: 'sent' }
    seat.messages.push(media ? { ...message, media } : message)
  }
  const app = new Hono<{ Bindings: HttpBindings; Variables: { seat: Seat } }>()
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('content-security-policy', POLICY)
  })
  app.post('/chat/sessions', async c => {
    const { language }: { language?: Language } = await c.req.json().catch(() => ({}))
    const session = crypto.randomUUID()
    const seat: Seat = { messages: [], photos: new Map(), language: language ?? 'zh-CN', serial: 0 }
    seats.set(session, seat)
    say(seat, '')
    return c.json({ session, token: `token-${session}` }, 201)
  })
  app.use('/chat/:session/*', async (c, next) => {
    const seat = seats.get(c.req.param('session'))
    if (c.req.header('authorization') !== `Bearer token-${c.req.param('session')}`) return c.body(null, 401)
    if (!seat) return c.body(null, 404)
    c.set('seat', seat)
    return next()
  })
  app.on('POST', ['/chat/:session/messages', '/chat/:session/attachments'], async (c, next) => {
    desk.posts += 1
    const fault = desk.faults.shift()
    if (fault === 'away') return c.body(null, 503)
    await next()
    if (fault === 'lost') c.env.outgoing.destroy()
  })
  app.post('/chat/:session/messages', async c => {
    const seat = c.get('seat')
    const { id, text, choice }: { id: string; text?: string; choice?: string } = await c.req.json()
    if (seat.messages.some(message => message.id === id)) return c.json({ id }, 202)
    const pressed = seat.messages.flatMap(message => message.choices ?? []).find(each => each.id === choice)
    const said = text ?? pressed?.label ?? ''
    own(seat, id, said)
    say(seat, said)
    return c.json({ id }, 202)
  })
  app.post('/chat/:session/attachments', async c => {
    const form = await c.req.formData()
    const seat = c.get('seat')
    const id = String(form.get('id'))
    const file = form.get('file')
    if (!(file instanceof File) || !file.type.startsWith('image/')) return c.body(null, 415)
    seat.photos.set(id, file)
    const url = `/chat/${c.req.param('session')}/media/${id}`
    own(seat, id, '', [{ id, type: file.type, url }])
    say(seat, 'photo')
    return c.json({ id }, 202)
  })
  app.get('/chat/:session/media/:id', c => {
    const photo = c.get('seat').photos.get(c.req.param('id'))
    return photo ? new Response(photo.stream(), { headers: { 'content-type': photo.type } }) : c.body(null, 404)
  })
  const after = (seat: Seat, id: string | undefined) =>
    seat.messages.slice(seat.messages.findIndex(message => message.id === id) + 1)
  app.get('/chat/:session/messages', c => c.json({ messages: after(c.get('seat'), c.req.query('after')) }))
  app.get('/chat/:session/events', c =>
    streamSSE(c, async stream => {
      if (!desk.streams) await stream.sleep(60_000)
      await stream.write(':\n\n')
      let shown = c.get('seat').messages.length - after(c.get('seat'), c.req.header('last-event-id')).length
      while (!stream.aborted) {
        for (const message of c.get('seat').messages.slice(shown)) {
          await stream.writeSSE({ event: 'message', id: message.id, data: JSON.stringify(message) })
          shown += 1
        }
        await stream.sleep(30)
      }
    }),
  )
  app.get('*', async c => {
    const path = c.req.path === '/' ? '/index.html' : c.req.path
    const body = await readFile(join(pages, path)).catch(() => null)
    return body
      ? c.body(body, 200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
      : c.notFound()
  })
  const server = await new Promise<Server>(resolve => {
    // Plain http, so that the server is Node's own.
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started as Server))
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return Object.assign(desk, {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
