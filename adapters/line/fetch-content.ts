import * as z from 'zod'
import type { Fetched } from '../../src/core/channel.ts'
import { readBody } from '../../src/core/read-body.ts'
import { describeAnswer, readAnswer } from './read-answer.ts'
import { type LineAccess, type LineAnswer, reachLine, requestLine } from './request-line.ts'

const transcoding = z.object({ status: z.enum(['processing', 'succeeded', 'failed']) })

/** Access is to LINE's host of data: https://developers.line.biz/en/reference/messaging-api/#get-content */
export async function fetchContent(
  data: LineAccess,
  messageId: string,
  limit: number,
  signal: AbortSignal,
): Promise<Fetched> {
  const path = `/v2/bot/message/${encodeURIComponent(messageId)}/content`
  const response = await reachLine(data, { method: 'GET', path, signal })
  if ('kind' in response) return response
  if (response.status === 200) return readBytes(response, limit)
  // Cut off unread: it says no more than its status.
  await response.body?.cancel()
  if (response.status === 202) return notReady(data, path, signal)
  return whyNot({ kind: 'answered', status: response.status, headers: response.headers, body: undefined })
}

/** Long recordings take a while at LINE, and some never become readable. */
async function notReady(data: LineAccess, path: string, signal: AbortSignal): Promise<Fetched> {
  const answer = await requestLine(data, { method: 'GET', path: `${path}/transcoding`, signal })
  if (answer.kind === 'unreachable') return answer
  const told = transcoding.safeParse(answer.body)
  if (told.success && told.data.status === 'failed') return { kind: 'gone', detail: 'transcoding failed' }
  return { kind: 'unreachable', accepted: 'no', detail: '202 still preparing' }
}

/** 404 unknown, 410 taken back by its sender, any other no: there is nothing to come for again. */
function whyNot(answer: LineAnswer): Fetched {
  const outcome = readAnswer(answer)
  return outcome.kind === 'sent' || outcome.kind === 'refused'
    ? { kind: 'gone', detail: describeAnswer(answer) }
    : outcome
}

async function readBytes(response: Response, limit: number): Promise<Fetched> {
  try {
    const bytes = await readBody(response, limit)
    return bytes ? { kind: 'fetched', bytes } : { kind: 'too_large' }
  } catch {
    return { kind: 'unreachable', accepted: 'no', detail: 'broke off' }
  }
}
