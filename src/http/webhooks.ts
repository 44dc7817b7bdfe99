import { type Context, Hono } from 'hono'
import type { Channel, RawRequest } from '../core/channel.ts'
import { type AccountId, branded } from '../core/ids.ts'
import type { HttpPorts } from './ports.ts'
import { readBody } from './read-body.ts'

const LIMIT = 1024 * 1024

type WebhookPorts = Pick<HttpPorts, 'desk' | 'receive'>

/** The platforms' door: verified over the raw bytes before anything is parsed, answered 2xx only once all is stored. */
export function webhookRoutes(ports: WebhookPorts): Hono {
  return new Hono().on(['GET', 'POST'], '/:kind/:account', async c => {
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
}

async function answer(c: Context, ports: WebhookPorts, channel: Channel, request: RawRequest): Promise<Response> {
  const verified = channel.verify(request)
  if (verified.kind === 'refused') return c.body(null, 401)
  if (verified.kind === 'handshake') return c.text(verified.answer)
  const parsed = channel.parse(verified.body, request.receivedAt)
  if (parsed.kind === 'malformed') return c.body(null, 400)
  await ports.receive(channel.account.id, parsed.events, request.receivedAt)
  return c.body(null, 200)
}
