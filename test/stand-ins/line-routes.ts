import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { faultsIn } from './line-limits.ts'
import { answerRichMenus } from './line-rich-menus.ts'
import type { LineMessageJson, LineState } from './line-state.ts'
import { signWebhook } from './line-webhook.ts'

export interface LineReply {
  readonly status: number
  /** Bytes, or JSON. */
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

interface Asked {
  readonly headers: IncomingMessage['headers']
  readonly json: Readonly<Record<string, unknown>>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const refuse = (status: number, message: string): LineReply => ({ status, body: { message } })
const OK: LineReply = { status: 200, body: {} }

/** The endpoints that a desk uses: https://developers.line.biz/en/reference/messaging-api/ */
export async function answerLine(state: LineState, request: IncomingMessage, body: Buffer): Promise<LineReply> {
  const { method = '', url = '', headers } = request
  state.requests.push(`${method} ${url}`)
  if (headers.authorization !== `Bearer ${state.channelAccessToken}`)
    return refuse(401, 'Authentication failed due to the following reason: invalid token.')
  const ofMenus = answerRichMenus(state.menus, { method, url, type: headers['content-type'], body })
  if (ofMenus) return ofMenus
  const json = parse(body)
  if (!json) return refuse(400, 'The request body could not be parsed as JSON (line: 1, column: 1)')
  const asked = { headers, json }
  switch (`${method} ${url}`) {
    case 'POST /v2/bot/message/reply':
      return reply(state, asked)
    case 'POST /v2/bot/message/push':
      return push(state, asked)
    case 'POST /v2/bot/chat/loading/start':
      return typeof json.chatId === 'string' && state.knows(json.chatId)
        ? { status: 202, body: {} }
        : refuse(400, 'Invalid')
    case 'GET /v2/bot/info':
      return { status: 200, body: { userId: 'U0', basicId: '@216ru', displayName: '照应', chatMode: 'bot' } }
    case 'GET /v2/bot/message/quota':
      return { status: 200, body: state.quota === null ? { type: 'none' } : { type: 'limited', value: state.quota } }
    case 'GET /v2/bot/message/quota/consumption':
      return { status: 200, body: { totalUsage: state.pushed } }
    case 'PUT /v2/bot/channel/webhook/endpoint':
      return setEndpoint(state, asked)
    case 'GET /v2/bot/channel/webhook/endpoint':
      if (state.webhookUrl === null) return refuse(404, 'Webhook endpoint not found')
      return { status: 200, body: { endpoint: state.webhookUrl, active: state.webhookActive } }
    case 'POST /v2/bot/channel/webhook/test':
      return testEndpoint(state, asked)
    default:
      return leave(state, method, url) ?? content(state, method, url) ?? refuse(404, 'Not found')
  }
}

function reply(state: LineState, { headers, json }: Asked): LineReply {
  if (headers['x-line-retry-key'] !== undefined) return refuse(400, 'The retry key is not supported')
  const token = String(json.replyToken)
  const found = state.replyTokens.get(token)
  if (!found || found.until < Date.now()) return refuse(400, 'Invalid reply token')
  const faults = faultsIn(json.messages)
  if (faults.length > 0) return faulty(faults)
  state.replyTokens.delete(token)
  return accept(state, 'reply', found.to, json, null)
}

function push(state: LineState, { headers, json }: Asked): LineReply {
  const key = headers['x-line-retry-key']
  const retryKey = typeof key === 'string' ? key : null
  if (retryKey !== null && !UUID.test(retryKey)) return refuse(400, 'The retry key is invalid')
  const before = retryKey === null ? undefined : state.retryKeys.get(retryKey)
  if (before !== undefined)
    return { ...refuse(409, 'The retry key is already accepted'), headers: { 'x-line-accepted-request-id': before } }
  if (typeof json.to !== 'string' || !state.knows(json.to))
    return refuse(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
  const faults = faultsIn(json.messages)
  if (faults.length > 0) return faulty(faults)
  if (state.quota !== null && state.pushed >= state.quota) return refuse(429, 'You have reached your monthly limit.')
  state.pushed += 1
  return accept(state, 'push', json.to, json, retryKey)
}

function faulty(details: readonly unknown[]): LineReply {
  return { status: 400, body: { message: `The request body has ${details.length} error(s)`, details } }
}

function accept(
  state: LineState,
  by: 'reply' | 'push',
  to: string,
  json: Asked['json'],
  retryKey: string | null,
): LineReply {
  const messages = json.messages as readonly LineMessageJson[] // faultsIn found none in them
  const requestId = randomUUID()
  if (retryKey !== null) state.retryKeys.set(retryKey, requestId)
  state.accepted.push({ by, to, messages, retryKey })
  const sentMessages = messages.map((_, i) => ({ id: `46123096684206489${i}`, quoteToken: 'IStG5h1Tz7b' }))
  return { status: 200, body: { sentMessages }, headers: { 'x-line-request-id': requestId } }
}

function setEndpoint(state: LineState, { json }: Asked): LineReply {
  if (!isGoodEndpoint(json.endpoint)) return refuse(400, 'Invalid webhook endpoint URL')
  state.webhookUrl = json.endpoint
  return OK
}

/** LINE wants https; a desk on this machine has none. */
function isGoodEndpoint(url: unknown): url is string {
  return typeof url === 'string' && url.length <= 500 && /^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/.test(url)
}

async function testEndpoint(state: LineState, { json }: Asked): Promise<LineReply> {
  const url = json.endpoint ?? state.webhookUrl
  if (url === null) return refuse(404, 'Webhook endpoint not found')
  if (!isGoodEndpoint(url)) return refuse(400, 'Invalid webhook endpoint URL')
  const told = (success: boolean, statusCode: number, reason: string, detail: string) => ({
    status: 200,
    body: { success, timestamp: new Date().toISOString(), statusCode, reason, detail },
  })
  try {
    const signal = AbortSignal.timeout(2_000)
    const call = signWebhook(state.channelSecret, JSON.stringify({ destination: 'U0', events: [] }))
    const { status } = await fetch(url, { ...call, signal })
    return status === 200 ? told(true, 200, 'OK', '200') : told(false, status, 'ERROR_STATUS_CODE', String(status))
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return late
      ? told(false, 0, 'REQUEST_TIMEOUT', 'Request timeout')
      : told(false, 0, 'COULD_NOT_CONNECT', `Failure to connect: ${url}`)
  }
}

function leave(state: LineState, method: string, url: string): LineReply | null {
  const id = /^\/v2\/bot\/(?:group|room)\/([^/]+)\/leave$/.exec(url)?.[1]
  if (method !== 'POST' || id === undefined) return null
  state.left.push(decodeURIComponent(id))
  return OK
}

/** https://developers.line.biz/en/reference/messaging-api/#getting-content */
function content(state: LineState, method: string, url: string): LineReply | null {
  const [, id, transcoding] = /^\/v2\/bot\/message\/([^/]+)\/content(\/transcoding)?$/.exec(url) ?? []
  if (method !== 'GET' || id === undefined) return null
  const held = state.contents.get(decodeURIComponent(id))
  if (held === undefined) return refuse(404, 'not found')
  if (held === 'taken-back') return refuse(410, 'The content is gone')
  if (transcoding) return { status: 200, body: { status: held instanceof Uint8Array ? 'succeeded' : held } }
  return held instanceof Uint8Array ? { status: 200, body: held } : { status: 202, body: {} }
}

function parse(body: Buffer): Asked['json'] | null {
  if (body.length === 0) return {}
  try {
    const json: unknown = JSON.parse(body.toString())
    return typeof json === 'object' && json !== null ? (json as Asked['json']) : null // any object has some fields
  } catch {
    return null
  }
}
