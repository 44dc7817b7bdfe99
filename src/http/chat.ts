import { type Context, Hono, type MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { CallerError } from '../core/errors.ts'
import { branded, type MessageId } from '../core/ids.ts'
import type { InboundDraft } from '../core/inbound.ts'
import { LANGUAGES } from '../core/language.ts'
import { dangerOf } from '../desk/receive/create-receive.ts'
import { transcript } from '../desk/transcript.ts'
import { postAttachment, serveMedia } from './chat-attachments.ts'
import { toChat } from './chat-message.ts'
import { bodyOf, type ChatEnv, type ChatPorts, PRIVATE } from './chat-ports.ts'
import { cursorOf, seatOf } from './chat-seat.ts'
import { messageStream } from './chat-stream.ts'

/** 5,000 characters, each at most twelve bytes when escaped, and the rest of the JSON. */
const MESSAGE_LIMIT = 64 * 1024
const PAGE = 200

const sessionBody = z.strictObject({ language: z.enum(LANGUAGES).optional() })
const pageQuery = z.object({
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
})

/** contract "Web chat"; to be mounted at /chat. */
export function chatRoutes(ports: ChatPorts): Hono {
  const chat = new Hono<ChatEnv>()
  chat.post('/sessions', c => openSession(c, ports))
  chat.use('/:session/*', onlyOwn(ports))
  // Before the database is asked anything.
  chat.post('/:session/messages', c => postMessage(c, ports))
  chat.post('/:session/attachments', async (c, next) => {
    ports.limits.send(c.get('session'), () => false)
    await next()
  })
  chat.use('/:session/*', async (c, next) => {
    c.set('seat', await seatFor(c, ports))
    await next()
  })
  chat.get('/:session/messages', async c => {
    const query = pageQuery.safeParse(c.req.query())
    if (!query.success) throw new CallerError('bad_request', 'after: an id; limit: 1 to 200')
    const seat = c.get('seat')
    const { after, limit } = query.data
    const from = after === undefined ? {} : { after: await cursorOf(ports.desk, seat, after) }
    const said = await transcript(ports.desk, seat.conversation, { ...from, limit })
    return c.json({ messages: said.map(message => toChat(seat.session, message)) }, 200, PRIVATE)
  })
  chat.get('/:session/events', async c => {
    const seat = c.get('seat')
    const last = c.req.header('last-event-id') ?? c.req.query('after')
    const after = last ? await cursorOf(ports.desk, seat, last) : branded<MessageId>(0)
    return messageStream(c, ports, seat, after)
  })
  chat.post('/:session/attachments', c => postAttachment(c, ports))
  chat.get('/:session/media/:id', c => serveMedia(c, ports))
  // Callers need not know of the variables.
  return chat as unknown as Hono
}

/** No token of ours: 401. A good one, but another session's: 404, as if there were none. */
function onlyOwn(ports: ChatPorts): MiddlewareHandler<ChatEnv> {
  return async (c, next) => {
    const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const session = bearer ? ports.tokens.sessionOf(bearer) : null
    if (session === null) throw new CallerError('unauthenticated', 'send the token of the session as a bearer')
    if (session !== c.req.param('session')) throw new CallerError('not_found', 'no such session')
    c.set('session', session)
    await next()
  }
}

const seatFor = (c: Context<ChatEnv>, { desk, channel }: ChatPorts) =>
  seatOf(desk, channel.account.id, c.get('session'))

async function openSession(c: Context, ports: ChatPorts): Promise<Response> {
  const { receive, channel, tokens, desk, limits, peer } = ports
  limits.open(peer(c))
  const bytes = await bodyOf(c, MESSAGE_LIMIT)
  const body = sessionBody.safeParse(bytes.length === 0 ? {} : json(bytes))
  if (!body.success) throw new CallerError('bad_request', 'the body may hold a language: zh-CN, zh-TW or en')
  const session = crypto.randomUUID()
  const { language } = body.data
  const now = desk.now()
  // No id of a resident's begins with ~.
  const key = `${session}:~joined`
  const draft: InboundDraft = { key, address: session, sort: null, content: { kind: 'joined' } }
  await receive(channel.account.id, [language ? { ...draft, language } : draft], now)
  return c.json({ session, token: tokens.issue(session) }, 201, PRIVATE)
}

async function postMessage(c: Context<ChatEnv>, ports: ChatPorts): Promise<Response> {
  const { channel, desk, receive, limits } = ports
  const receivedAt = desk.now()
  const request = { method: 'POST', query: new URLSearchParams(), headers: c.req.raw.headers, receivedAt }
  const verified = channel.verify({ ...request, body: await bodyOf(c, MESSAGE_LIMIT) })
  if (verified.kind !== 'verified')
    throw new CallerError('unauthenticated', 'send the token of the session as a bearer')
  const parsed = channel.parse(verified.body, receivedAt)
  if (parsed.kind === 'malformed') {
    throw new CallerError('bad_request', 'id (1 to 100 printable ASCII characters) and text (1 to 5,000) or choice')
  }
  limits.send(c.get('session'), () => parsed.events.some(({ content }) => dangerOf(desk, content) !== null))
  await seatFor(c, ports)
  await receive(channel.account.id, parsed.events, receivedAt)
  return c.json({ id: parsed.events.map(draft => draft.key.slice(c.get('session').length + 1)).join() }, 202)
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Not JSON: the same as any other wrong shape.
    return undefined
  }
}
