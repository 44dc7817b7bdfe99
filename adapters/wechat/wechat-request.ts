import * as z from 'zod'
import { parseJson } from '../../src/core/parse-json.ts'
import { readBody } from '../../src/core/read-body.ts'
import type { Trouble } from './errcode.ts'

export type Fetch = typeof globalThis.fetch

/** JSON, with its errcode where it has one, or a file that nobody has read yet. */
export type Answer =
  | { readonly kind: 'json'; readonly errcode: number | null; readonly body: unknown }
  | { readonly kind: 'file'; readonly response: Response }

const JSON_LIMIT = 256 * 1024
const THROTTLED_MS = 60_000
const LONGEST_WAIT_MS = 3_600_000

const errors = z.looseObject({ errcode: z.number().int().optional() })

export interface WechatRequest {
  readonly url: URL
  /** JSON, sent by POST; without one it is a GET. */
  readonly body?: unknown
}

/** One request. The token stands in the address: nothing of an error but its code is told. */
export async function wechatRequest(
  fetch: Fetch,
  request: WechatRequest,
  signal: AbortSignal,
): Promise<Answer | Trouble> {
  try {
    const response = await fetch(request.url, initOf(request, signal))
    const trouble = ofStatus(response)
    if (!trouble) return await read(response)
    await response.body?.cancel()
    return trouble
  } catch (error) {
    return ofFailure(error)
  }
}

function initOf({ body }: WechatRequest, signal: AbortSignal): RequestInit {
  if (body === undefined) return { signal }
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal }
}

/** The platform says its errors with 200: any other status comes from something in between, or from a wrong root. */
function ofStatus({ ok, status, headers }: Response): Trouble | null {
  if (ok) return null
  if (status === 429) {
    const told = Number(headers.get('retry-after')) * 1000
    return {
      kind: 'throttled',
      retryAfterMs: Math.min(told > 0 ? told : THROTTLED_MS, LONGEST_WAIT_MS),
      scope: 'account',
    }
  }
  const detail = `http-${status}`
  return status >= 500 ? { kind: 'unreachable', accepted: 'unknown', detail } : { kind: 'misconfigured', detail }
}

async function read(response: Response): Promise<Answer | Trouble> {
  if (!/json|text/.test(response.headers.get('content-type') ?? '')) return { kind: 'file', response }
  const body = parseJson((await readBody(response, JSON_LIMIT)) ?? new Uint8Array())
  const parsed = errors.safeParse(body)
  if (!parsed.success) return { kind: 'unreachable', accepted: 'unknown', detail: 'not-json' }
  return { kind: 'json', errcode: parsed.data.errcode ?? null, body }
}

/** Before a connection stood, nothing can have arrived. */
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

const coded = z.object({ code: z.string().regex(/^[A-Z_]{1,40}$/) })

function ofFailure(error: unknown): Trouble {
  const cause = error instanceof Error ? error.cause : null
  const code = coded.safeParse(cause).data?.code ?? (isAborted(error) ? 'aborted' : 'no-answer')
  return { kind: 'unreachable', accepted: NEVER_ARRIVED.has(code) ? 'no' : 'unknown', detail: code }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')
}
