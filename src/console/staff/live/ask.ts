import type { ApiError } from '../../../http/api.ts'
import { noteServerDate } from './server-clock.ts'

const TIMEOUT_MS = 15_000

/** The server said no, or nothing. `status` 0: no answer came. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, options?: ErrorOptions) {
    super(`${status} ${code}`, options)
    this.status = status
    this.code = code
  }
}

let whenSignedOut: () => void = () => {}
/** Called when any answer says that the session is over. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener
}

/** Asks the API, with GET or, where there is a body, with POST. Throws ApiFailure. */
export async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await send(path, body)
  noteServerDate(response.headers.get('date'))
  if (!response.ok) {
    const failure = new ApiFailure(response.status, await codeOf(response))
    if (response.status === 401 && !path.includes('/auth/')) whenSignedOut()
    throw failure
  }
  // The server checks its answers against the same types that the page is compiled with.
  return (await response.json()) as T
}

async function send(path: string, body: unknown): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    if (body === undefined) return await fetch(path, { signal, headers: { accept: 'application/json' } })
    const headers = { accept: 'application/json', 'content-type': 'application/json' }
    return await fetch(path, { method: 'POST', signal, headers, body: JSON.stringify(body) })
  } catch (cause) {
    throw new ApiFailure(0, 'unreachable', { cause })
  }
}

async function codeOf(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as Partial<ApiError> // a proxy in between may answer anything
    return body.error?.code ?? 'unknown'
  } catch {
    return 'unknown'
  }
}

export function asFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error
  throw error
}
