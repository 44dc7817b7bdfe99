import { HTTPException } from 'hono/http-exception'
import { isDeadlock, isLockTimeout, isUnavailable } from '../../db/failure.ts'
import { CALLER_CODES, CallerError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { ApiError } from './api.ts'

const UNAVAILABLE_S = 2

/** Every error's way out: a status, a code and words for the caller's engineer; never a stack or a detail of ours. */
export function errorResponse(error: unknown, log: Log): Response {
  if (error instanceof CallerError) {
    const { code, message, retryAfter } = error
    return reply(CALLER_CODES[code], code, message, retryAfter)
  }
  if (error instanceof HTTPException) return reply(error.status, 'bad_request', 'the request could not be read')
  if (isUnavailable(error) || isLockTimeout(error) || isDeadlock(error)) {
    log.error('http.unavailable', error)
    return reply(503, 'unavailable', 'not reachable just now, try again', UNAVAILABLE_S)
  }
  log.error('http.failed', error)
  return reply(500, 'internal', 'something went wrong on our side')
}

function reply(
  status: number,
  code: ApiError['error']['code'],
  message: string,
  retryAfter: number | null = null,
): Response {
  const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
  return Response.json({ error: { code, message } } satisfies ApiError, { status, headers })
}
