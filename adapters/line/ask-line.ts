import type * as z from 'zod'
import type { Finding } from '../../src/core/channel-setup.ts'
import { describeAnswer } from './read-answer.ts'
import { type LineAccess, type LineAnswer, type LineRequest, requestLine, type Unreachable } from './request-line.ts'

export type Ask = (request: Omit<LineRequest, 'signal'>) => Promise<LineAnswer | Unreachable>

export function asking(access: LineAccess, signal: AbortSignal): Ask {
  return request => requestLine(access, { ...request, signal })
}

export function read<T>(answer: LineAnswer | Unreachable, schema: z.ZodType<T>): T | null {
  const parsed = isOk(answer) ? schema.safeParse(answer.body) : null
  return parsed?.success ? parsed.data : null
}

export function isOk(answer: LineAnswer | Unreachable): answer is LineAnswer {
  return answer.kind === 'answered' && answer.status === 200
}

export function failed(answer: LineAnswer | Unreachable): Finding {
  if (answer.kind === 'unreachable') return { ok: false, code: 'unreachable', detail: answer.detail }
  const refused = answer.status === 401 || answer.status === 403
  return { ok: false, code: refused ? 'token-refused' : 'platform-error', detail: describeAnswer(answer) }
}
