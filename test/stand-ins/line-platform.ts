import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerLine, type LineReply } from './line-routes.ts'
import { type LineState, newLineState } from './line-state.ts'
import { type LineEventJson, type LineWebhookRequest, makeEvent, signWebhook } from './line-webhook.ts'

/** What goes wrong with a request, each once. */
export type LineFaultName =
  | 'rate-limit'
  | 'monthly-limit'
  | 'server-error'
  | 'bad-token'
  | 'not-permitted'
  | 'invalid-to'
  | 'not-delivered'
  /** The connection ends unread. */
  | 'reset-before'
  /** Done, but the answer never comes. */
  | 'reset-after'
  /** Done, but answered with a 500. */
  | 'error-after'
  /** Done; the answer breaks off in its body. */
  | 'cut-after'
export type LineTrouble =
  | LineFaultName
  /** Done; the answer comes late. */
  | { readonly silentMs: number }
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }

export interface LinePlatform extends LineState {
  readonly apiRoot: string
  /**
   * The next requests go wrong, one each, in this order; `null`: this one goes well. What was told before and has not
   * happened is forgotten.
   */
  next(...troubles: readonly (LineTrouble | null)[]): void
  /** Forgets the troubles that are still to come; gives how many. */
  calm(): number
  /** An event as LINE makes it, with a reply token where the type has one. */
  event(type: string, more?: Readonly<Record<string, unknown>>): LineEventJson
  /** What one user writes. */
  text(userId: string, text: string): LineEventJson
  /** One user presses a button with this data. */
  postback(userId: string, data: string, params?: Readonly<Record<string, string>>): LineEventJson
  /** Well signed. */
  webhook(...events: readonly unknown[]): LineWebhookRequest
  /** Any bytes, signed as they are. */
  signed(body: string | Uint8Array): LineWebhookRequest
  close(): Promise<void>
}

/** LINE's Messaging API on this machine, as far as a desk has to do with it. */
export async function openLinePlatform(options: Partial<LineState> = {}): Promise<LinePlatform> {
  const state = Object.assign(newLineState(), options)
  const troubles: (LineTrouble | null)[] = []
  const server = createServer((request, response) => {
    // A client that hung up wants no answer.
    serve(state, troubles.shift() ?? null, request, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // an internet server that listens has one

  const event = (type: string, more?: Readonly<Record<string, unknown>>) => makeEvent(state, type, more)
  const ofUser = (type: string, userId: string, more: Readonly<Record<string, unknown>>) =>
    event(type, { source: { type: 'user', userId }, ...more })
  const signed = (body: string | Uint8Array) => signWebhook(state.channelSecret, body)
  return Object.assign(state, {
    apiRoot: `http://127.0.0.1:${port}`,
    next: (...more: readonly (LineTrouble | null)[]) => void troubles.splice(0, troubles.length, ...more),
    calm: () => troubles.splice(0).length,
    event,
    text: (userId: string, text: string) =>
      ofUser('message', userId, { message: { type: 'text', id: '468789577898262530', quoteToken: 'q3Plxr4Ag', text } }),
    postback: (userId: string, data: string, params?: Readonly<Record<string, string>>) =>
      ofUser('postback', userId, { postback: { data, ...(params && { params }) } }),
    webhook: (...events: readonly unknown[]) => signed(JSON.stringify({ destination: 'U0', events })),
    signed,
    close: async () => {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  })
}

async function serve(
  state: LineState,
  trouble: LineTrouble | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (trouble === 'reset-before') return void request.socket.destroy()
  const body = Buffer.concat(await request.toArray())
  const refused = refusalOf(trouble)
  const reply = refused ?? (await answerLine(state, request, body))
  if (trouble === 'reset-after') return void request.socket.destroy()
  if (trouble === 'error-after') return send(response, { status: 500, body: { message: 'Internal server error' } })
  if (trouble !== null && typeof trouble === 'object' && 'silentMs' in trouble)
    await new Promise(done => setTimeout(done, trouble.silentMs))
  if (trouble === 'cut-after') return cut(response, reply)
  send(response, reply)
}

/** https://developers.line.biz/en/reference/messaging-api/#error-messages */
function refusalOf(trouble: LineTrouble | null): LineReply | null {
  if (trouble !== null && typeof trouble === 'object') return 'status' in trouble ? trouble : null
  const refuse = (status: number, message: string) => ({ status, body: { message } })
  switch (trouble) {
    case 'rate-limit':
      return refuse(429, 'The API rate limit has been exceeded. Try again later.')
    case 'monthly-limit':
      return refuse(429, 'You have reached your monthly limit.')
    case 'server-error':
      return refuse(500, 'Internal server error')
    case 'bad-token':
      return refuse(401, 'Authentication failed due to the following reason: invalid token.')
    case 'not-permitted':
      return refuse(403, 'Access to this API is not available for your account')
    case 'invalid-to':
      return refuse(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    case 'not-delivered':
      return refuse(400, 'Failed to send messages')
    default:
      return null
  }
}

function send(response: ServerResponse, { status, body, headers }: LineReply): void {
  response.writeHead(status, {
    'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
    'x-line-request-id': randomUUID(),
    ...headers,
  })
  response.end(body instanceof Uint8Array ? body : JSON.stringify(body))
}

function cut(response: ServerResponse, { status }: LineReply): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"sent', () => response.destroy())
}
