import type { Delivery } from '../../src/core/channel.ts'

/** The account at the platform, and the one way out. */
export interface LineAccess {
  readonly apiRoot: string
  readonly channelAccessToken: string
  readonly fetch: typeof globalThis.fetch
}

export interface LineRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its slash; ids in it are encoded. */
  readonly path: string
  /** Becomes JSON. */
  readonly body?: unknown
  readonly picture?: Uint8Array<ArrayBuffer>
  readonly retryKey?: string
  readonly signal: AbortSignal
}

export interface LineAnswer {
  readonly kind: 'answered'
  readonly status: number
  readonly headers: Headers
  /** undefined: no JSON. */
  readonly body: unknown
}

export type Unreachable = Extract<Delivery, { kind: 'unreachable' }>

/** The endpoints themselves: the SDK's clients take no fetch and no signal of ours. */
export async function requestLine(access: LineAccess, request: LineRequest): Promise<LineAnswer | Unreachable> {
  const response = await reachLine(access, request)
  if ('kind' in response) return response
  const { status, headers } = response
  try {
    return { kind: 'answered', status, headers, body: parse(await response.text()) }
  } catch (error) {
    // A yes stays a yes when its body breaks off. A no that doesn't say why is no answer.
    return response.ok ? { kind: 'answered', status, headers, body: undefined } : unreachable(error, request.signal)
  }
}

/** The answer with its body unread. */
export async function reachLine(access: LineAccess, request: LineRequest): Promise<Response | Unreachable> {
  const { method, path, body, picture, retryKey, signal } = request
  // On its own: workerd refuses a fetch that is called as somebody's method.
  const { fetch } = access
  const headers: Record<string, string> = { authorization: `Bearer ${access.channelAccessToken}` }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (picture) headers['content-type'] = 'image/png'
  if (retryKey !== undefined) headers['x-line-retry-key'] = retryKey
  try {
    return await fetch(`${access.apiRoot}${path}`, {
      method,
      headers,
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(picture && { body: picture }),
    })
  } catch (error) {
    return unreachable(error, signal)
  }
}

/** Nothing left this machine. All else may have arrived, with its answer lost. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])

function unreachable(error: unknown, signal: AbortSignal): Unreachable {
  if (signal.aborted) return { kind: 'unreachable', accepted: 'unknown', detail: 'no answer in time' }
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined)
  return {
    kind: 'unreachable',
    accepted: code && NEVER_LEFT.has(code) ? 'no' : 'unknown',
    detail: code ?? 'no connection',
  }
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
