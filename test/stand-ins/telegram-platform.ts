import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { RawRequest } from '../../src/core/channel.ts'
import { TELEGRAM_ERRORS, type TelegramErrorName, type TelegramRefusal, telegramRefusal } from './telegram-rules.ts'

type Payload = Readonly<Record<string, unknown>>

export interface TelegramAccepted {
  readonly method: string
  readonly payload: Payload
  /** Of a message that was sent. */
  readonly messageId?: number
}

/** What the platform does at one call instead of its work. `pass` lets one call through to the next fault. */
export type TelegramFault =
  | TelegramErrorName
  | 'pass'
  /** The connection breaks, before or after the call was taken. */
  | 'reset'
  | 'reset_after_accepting'
  /** A page of a gateway in between. */
  | 'bad_gateway'
  | 'garbage'
  | { readonly throttled: number | null }
  | { readonly silent: number }

export interface TelegramPlatform {
  readonly apiRoot: string
  readonly token: string
  readonly secret: string
  /** What it took, in order; questions (get…) left out. */
  readonly accepted: TelegramAccepted[]
  /** The texts sent to one chat. */
  textsTo(chat: number | string): string[]
  /** Faults of the coming calls, one each. */
  next(...faults: TelegramFault[]): void
  /** Forgets the faults that are still to come; gives how many. */
  calm(): number
  /** Keeps a file for getFile. `size`: what it says of its size, if not the truth. */
  keep(bytes: Uint8Array, size?: number | null): string
  /** Forgets the path of a file that getFile gave, as after an hour. */
  expire(file: string): void
  /** The well signed request that carries an update. */
  webhook(update: unknown, secret?: string): Omit<RawRequest, 'receivedAt'>
  /** What getWebhookInfo adds about deliveries. */
  readonly deliveries: { waiting: number; lastError: { date: number; message: string } | null }
  close(): Promise<void>
}

/** The Bot API as far as the desk uses it: its checks, its limits, its error bodies. It knows every chat. */
export async function openTelegramPlatform(): Promise<TelegramPlatform> {
  const platform = new Platform()
  await platform.listen()
  return platform
}

class Platform implements TelegramPlatform {
  readonly token = '7000000001:AAF-stand_in_TOKEN-0123456789abcdefg'
  readonly secret = 'stand-in_SECRET-0123456789'
  readonly accepted: TelegramAccepted[] = []
  readonly deliveries: TelegramPlatform['deliveries'] = { waiting: 0, lastError: null }
  apiRoot = ''
  readonly #faults: TelegramFault[] = []
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly size: number | null }>()
  readonly #expired = new Set<string>()
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy())
  })
  #messages = 500

  async listen(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    // Listening on a port, not on a pipe.
    this.apiRoot = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  textsTo(chat: number | string): string[] {
    const sent = this.accepted.filter(one => one.method === 'sendMessage' && String(one.payload.chat_id) === `${chat}`)
    return sent.map(one => String(one.payload.text))
  }

  next(...faults: TelegramFault[]): void {
    this.#faults.push(...faults)
  }

  calm(): number {
    return this.#faults.splice(0).length
  }

  keep(bytes: Uint8Array, size: number | null = bytes.length): string {
    const id = `AgACAgUAAxkBAAIB${this.#files.size}`
    this.#files.set(id, { bytes, size })
    return id
  }

  expire(file: string): void {
    this.#expired.add(file)
  }

  webhook(update: unknown, secret = this.secret): Omit<RawRequest, 'receivedAt'> {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
    const body = typeof update === 'string' ? update : JSON.stringify(update)
    return {
      method: 'POST',
      query: new URLSearchParams(),
      headers: new Headers(headers),
      body: new TextEncoder().encode(body),
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answerTo(request, this.#faults.shift() ?? 'pass')
    if (answer === 'hang up') response.destroy()
    else response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
  }

  async #answerTo(request: IncomingMessage, fault: TelegramFault): Promise<Answer> {
    if (fault === 'reset') return 'hang up'
    const payload = await readPayload(request)
    if (fault === 'pass') return this.#work(request, payload)
    if (typeof fault === 'object' && 'silent' in fault) {
      const answer = this.#work(request, payload)
      // Taken at once, answered late.
      await setTimeout(fault.silent)
      return answer
    }
    if (fault !== 'reset_after_accepting') return answerOf(fault)
    this.#work(request, payload)
    return 'hang up'
  }

  #work(request: IncomingMessage, payload: Payload): Answer {
    const file = /^\/file\/bot([^/]+)\/files\/(.+)$/.exec(request.url ?? '')
    if (file) return this.#download(file[1], file[2] ?? '')
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    if (token !== this.token) return refusal(TELEGRAM_ERRORS[token ? 'unauthorized' : 'not_found'])
    const refused = telegramRefusal(method, payload)
    return refused ? refusal(refused) : this.#resultOf(method, payload)
  }

  #resultOf(method: string, payload: Payload): Answer {
    switch (method) {
      case 'sendMessage': {
        const messageId = ++this.#messages
        this.accepted.push({ method, payload, messageId })
        return result({ message_id: messageId, date: 1_795_000_000, chat: { id: payload.chat_id }, text: payload.text })
      }
      case 'answerCallbackQuery':
      case 'sendChatAction':
      case 'setWebhook':
      case 'setMyCommands':
      case 'setChatMenuButton':
        this.accepted.push({ method, payload })
        return result(true)
      case 'getMe':
        return result({ id: 42, is_bot: true, first_name: '照应', username: 'zhaoying_bot' })
      case 'getFile':
        return this.#fileOf(String(payload.file_id))
      case 'getWebhookInfo':
        return result(this.#webhookInfo())
      case 'getMyCommands':
        return result(this.#last('setMyCommands', one => one.language_code === payload.language_code)?.commands ?? [])
      case 'getChatMenuButton':
        return result(this.#last('setChatMenuButton')?.menu_button ?? { type: 'default' })
      default:
        return refusal(TELEGRAM_ERRORS.not_found)
    }
  }

  #fileOf(id: string): Answer {
    const file = this.#files.get(id)
    if (!file) return refusal(TELEGRAM_ERRORS.invalid_file)
    if (file.bytes.length > 20 * 1024 * 1024) return refusal(TELEGRAM_ERRORS.file_too_big)
    const size = file.size === null ? {} : { file_size: file.size }
    return result({ file_id: id, ...size, file_path: `files/${id}` })
  }

  #webhookInfo(): unknown {
    const set = this.#last('setWebhook')
    const { waiting, lastError } = this.deliveries
    return {
      url: set?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: waiting,
      ...(set ? { allowed_updates: set.allowed_updates, max_connections: set.max_connections } : {}),
      ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
    }
  }

  #last(method: string, where: (payload: Payload) => boolean = () => true): Payload | undefined {
    return this.accepted.findLast(one => one.method === method && where(one.payload))?.payload
  }

  #download(token: string | undefined, id: string): Answer {
    if (token !== this.token) return refusal(TELEGRAM_ERRORS.unauthorized)
    const file = this.#files.get(id)
    if (!file || this.#expired.has(id)) return refusal(TELEGRAM_ERRORS.not_found)
    return { status: 200, type: 'application/octet-stream', body: file.bytes }
  }
}

type Answer = 'hang up' | { readonly status: number; readonly type: string; readonly body: string | Uint8Array }

function answerOf(
  fault: Exclude<TelegramFault, 'pass' | 'reset' | 'reset_after_accepting' | { silent: number }>,
): Answer {
  if (typeof fault === 'object') return throttled(fault.throttled)
  if (fault === 'bad_gateway') return { status: 502, type: 'text/html', body: '<html><h1>502 Bad Gateway</h1></html>' }
  if (fault === 'garbage') return { status: 200, type: 'text/html', body: '<html>It works!</html>' }
  return refusal(TELEGRAM_ERRORS[fault])
}

async function readPayload(request: IncomingMessage): Promise<Payload> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  // The Bot API takes any JSON object here.
  return text === '' ? {} : (JSON.parse(text) as Payload)
}

function throttled(seconds: number | null): Answer {
  const description = seconds === null ? 'Too Many Requests' : `Too Many Requests: retry after ${seconds}`
  const parameters = seconds === null ? {} : { parameters: { retry_after: seconds } }
  return json(429, { ok: false, error_code: 429, description, ...parameters })
}

function refusal(error: TelegramRefusal): Answer {
  return json(error.error_code, { ok: false, ...error })
}

function result(value: unknown): Answer {
  return json(200, { ok: true, result: value })
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}
