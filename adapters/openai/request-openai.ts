import { readBody } from '../../src/core/read-body.ts'
import type { NoHelp } from '../../src/core/speech.ts'

/** A service that speaks OpenAI's protocol: https://platform.openai.com/docs/api-reference */
export interface OpenaiAccess {
  /** Up to and with the version (`https://speech.example.org/v1`), no slash at its end. */
  readonly url: string
  readonly key: string
  readonly model: string
  readonly fetch: typeof globalThis.fetch
}

interface OpenaiRequest {
  readonly path: string
  readonly contentType: string
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
}

type Answered = { readonly kind: 'answered'; readonly body: unknown }

/** Bytes: a minute of speech or a small JSON object is far below it. */
const ANSWER_LIMIT = 256 * 1024
const RETRY_AFTER_MS = 1_000

export async function requestOpenai(access: OpenaiAccess, request: OpenaiRequest): Promise<Answered | NoHelp> {
  // On its own: workerd refuses a fetch that is called as somebody's method.
  const { fetch } = access
  const { signal, body } = request
  const headers = { authorization: `Bearer ${access.key}`, 'content-type': request.contentType }
  try {
    const response = await fetch(`${access.url}${request.path}`, { method: 'POST', headers, body, signal })
    if (response.ok) return await readAnswer(response)
    await response.body?.cancel()
    return refusal(response)
  } catch (error) {
    return { kind: 'unreachable', detail: signal.aborted ? 'no answer in time' : codeOf(error) }
  }
}

async function readAnswer(response: Response): Promise<Answered | NoHelp> {
  const bytes = await readBody(response, ANSWER_LIMIT)
  if (!bytes) return { kind: 'refused', detail: 'an answer too long' }
  try {
    const body: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return { kind: 'answered', body }
  } catch {
    return { kind: 'refused', detail: 'no JSON' }
  }
}

/** What they say of it may quote what they were asked: only the status goes on. */
function refusal({ status, headers }: Response): NoHelp {
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'))
    return { kind: 'throttled', retryAfterMs: seconds > 0 ? seconds * 1_000 : RETRY_AFTER_MS }
  }
  if (status >= 500 || status === 408) return { kind: 'unreachable', detail: String(status) }
  return { kind: 'refused', detail: String(status) }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (Reflect.get(error, 'code') ?? Reflect.get(Object(error.cause), 'code')) : null
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'no connection'
}
