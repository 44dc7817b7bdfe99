import { type Context, Hono } from 'hono'
import type { Channel, Parsed, PlatformCall, RawRequest } from '../core/channel.ts'
import { later } from '../core/civil-time.ts'
import { type AccountId, branded } from '../core/ids.ts'
import { readBody } from '../core/read-body.ts'
import { answerPassively, RETURN_MS } from '../desk/deliver/answer-passively.ts'
import type { Received } from '../desk/receive/store-arrivals.ts'
import { errorName } from '../log/describe-error.ts'
import { errorResponse } from './errors.ts'
import type { HttpPorts } from './ports.ts'

const LIMIT = 1024 * 1024
const ASIDE_MS = 5_000

export type WebhookPorts = Pick<HttpPorts, 'desk' | 'takeIn' | 'beside' | 'indicator'>

/** The platforms' door: verified over the raw bytes before anything is parsed, answered 2xx only once all is stored or spooled. */
export function webhookRoutes(ports: WebhookPorts): Hono {
  const routes = new Hono().on(['GET', 'POST'], '/:kind/:account', async c => {
    const account = branded<AccountId>(`${c.req.param('kind')}/${c.req.param('account')}`)
    const channel = ports.desk.channels.get(account)
    // The web chat has its own door.
    if (!channel || channel.account.kind === 'web') return c.body(null, 404)
    const body = await readBody(c.req.raw, LIMIT)
    if (!body) return c.body(null, 413)
    return answer(c, ports, channel, {
      method: c.req.method,
      query: new URL(c.req.url).searchParams,
      headers: c.req.raw.headers,
      body,
      receivedAt: ports.desk.now(),
    })
  })
  // WeChat shows people an error for any body that it does not know.
  routes.onError(error => {
    const { status, headers } = errorResponse(error, ports.desk.log)
    const wait = headers.get('retry-after')
    return new Response(null, { status, headers: wait ? { 'retry-after': wait } : {} })
  })
  return routes
}

async function answer(c: Context, ports: WebhookPorts, channel: Channel, request: RawRequest): Promise<Response> {
  const verified = channel.verify(request)
  if (verified.kind === 'refused') return c.body(null, 401)
  if (verified.kind === 'handshake') return c.text(verified.answer)
  const parsed = channel.parse(verified.body, request.receivedAt)
  if (parsed.kind === 'malformed') return c.body(null, 400)
  const { events } = parsed
  const { receivedAt } = request
  const taken = await ports.takeIn({ account: channel.account.id, events, receivedAt, nonce: verified.nonce ?? null })
  if (taken.kind === 'replayed') return c.body(null, 401)
  const received = taken.kind === 'stored' ? taken.received : []
  ports.indicator?.expect(channel, events, received)
  makeAsides(ports, channel, parsed)
  const said = await passively(ports, channel, received[0], request)
  return said ? passiveResponse(channel, said, verified.body, request) : c.body(null, 200)
}

/** Nobody waits for them, and nothing hangs on them. */
function makeAsides(
  { beside, desk }: WebhookPorts,
  channel: Channel,
  parsed: Extract<Parsed, { kind: 'events' }>,
): void {
  for (const call of parsed.asides ?? []) {
    const made = channel.aside?.(call, AbortSignal.timeout(ASIDE_MS)) ?? Promise.resolve()
    beside(
      made.catch(error =>
        desk.log.warn('webhook.aside_failed', { account: channel.account.id, why: errorName(error) }),
      ),
    )
  }
}

async function passively(
  ports: WebhookPorts,
  channel: Channel,
  event: Received | undefined,
  { receivedAt }: RawRequest,
): Promise<PlatformCall | null> {
  if (!channel.passive || !event) return null
  const { desk, beside } = ports
  return answerPassively({ ...desk, beside }, channel, event, later(receivedAt, channel.passive.withinMs - RETURN_MS))
}

function passiveResponse(channel: Channel, call: PlatformCall, body: Uint8Array, { receivedAt }: RawRequest): Response {
  const answered = channel.passive?.answer(call, body, receivedAt)
  return new Response(answered?.body ?? null, answered && { headers: { 'content-type': answered.type } })
}
