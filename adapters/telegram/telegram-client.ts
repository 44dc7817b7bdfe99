import { Telegram, TelegramError } from 'telegraf'
import type { Telegram as Methods, Opts } from 'telegraf/types'
import * as z from 'zod'

export interface ClientOptions {
  readonly token: string
  readonly apiRoot: string
  readonly fetch: typeof globalThis.fetch
}

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string(),
    parameters: z.object({ retry_after: z.number().min(0).optional() }).optional(),
  }),
])

/** Then nothing was sent: there was no connection to send it through. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** No answer came, or none that can be read. It never quotes what failed: the address holds the token. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly accepted: 'no' | 'unknown'

  constructor(what: string, accepted: 'no' | 'unknown') {
    super(what)
    this.accepted = accepted
  }
}

/**
 * Telegraf's client on a fetch that is given, for calls under one deadline: its own goes through node-fetch, which
 * workerd lacks, and quotes the message in its errors. Ours are a TelegramError without it, or NoAnswer.
 */
export class TelegramClient extends Telegram {
  readonly #root: string
  readonly #fetch: typeof globalThis.fetch
  readonly #signal: AbortSignal

  constructor({ token, apiRoot, fetch }: ClientOptions, signal: AbortSignal) {
    super(token, { apiRoot, webhookReply: false })
    this.#root = apiRoot
    // The fetch of browsers and of workerd refuses to be called as another object's method.
    this.#fetch = (input, init) => fetch(input, init)
    this.#signal = signal
  }

  override async callApi<M extends keyof Methods>(method: M, payload: Opts<M>): Promise<ReturnType<Methods[M]>> {
    const response = await this.#request(`bot${this.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    const body = answer.safeParse(await readJson(response))
    if (!body.success) throw unreadable(response)
    if (!body.data.ok) throw refusal(body.data.error_code, body.data.description, body.data.parameters?.retry_after)
    // As the method's reference says.
    return body.data.result as ReturnType<Methods[M]>
  }

  /** Of a path that getFile gave. https://core.telegram.org/bots/api#file */
  async download(path: string): Promise<Response> {
    const encoded = path.split('/').map(encodeURIComponent).join('/')
    const response = await this.#request(`file/bot${this.token}/${encoded}`, {})
    if (!response.ok) throw refusal(response.status, 'file')
    return response
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(`${this.#root}/${path}`, { ...init, signal: this.#signal })
    } catch (error) {
      throw noAnswer(error)
    }
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw noAnswer(error)
  }
}

/** A page of something in between, or of another server under that address. */
function unreadable({ status }: Response): Error {
  return status >= 400 ? refusal(status, '') : new NoAnswer(`unreadable ${status}`, 'unknown')
}

function refusal(code: number, description: string, retryAfter?: number): TelegramError {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  return new TelegramError({ error_code: code, description, ...parameters })
}

/** Errors of fetch may quote the address, and with it the token: only their code is kept. */
export function noAnswer(error: unknown): NoAnswer {
  const name = error instanceof Error ? error.name : ''
  if (name === 'TimeoutError' || name === 'AbortError') return new NoAnswer('timed out', 'unknown')
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : null)
  return new NoAnswer(code ?? 'connection lost', code !== null && NEVER_CONNECTED.includes(code) ? 'no' : 'unknown')
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : null
}
