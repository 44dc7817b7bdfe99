import type { Language } from '../../core/language.ts'
import type { ChatMessage } from '../../http/chat-message.ts'

/** `unreachable`: try again later. `lost`: the desk doesn't know this session. `refused`: never like this. */
export type Trouble = 'unreachable' | 'lost' | 'refused'

export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble)
    this.trouble = trouble
  }
}

export interface Session {
  readonly session: string
  readonly token: string
}

const TIMEOUT = 20_000
const UPLOAD_TIMEOUT = 120_000

export async function openSession(language: Language): Promise<Session> {
  const response = await ask('/chat/sessions', {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ language }),
  })
  const { session, token }: Partial<Session> = await answerOf(response)
  if (!session || !token) throw new ChatError('unreachable')
  return { session, token }
}

/** Without `after`: the newest. */
export async function readMessages(session: Session, after: string | null): Promise<readonly ChatMessage[]> {
  const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
  const response = await ask(`${pathOf(session)}/messages${query}`, { headers: bearer(session) })
  const { messages }: { messages?: readonly ChatMessage[] } = await answerOf(response)
  if (!messages) throw new ChatError('unreachable')
  return messages
}

export async function sendMessage(
  session: Session,
  body: { id: string; text: string } | { id: string; choice: string },
) {
  const headers = { ...bearer(session), ...JSON_TYPE }
  const response = await ask(`${pathOf(session)}/messages`, { method: 'POST', headers, body: JSON.stringify(body) })
  await accepted(response, body.id)
}

export async function sendPhoto(session: Session, id: string, photo: Blob): Promise<void> {
  const form = new FormData()
  form.append('id', id)
  form.append('file', photo, 'photo')
  const init = { method: 'POST', headers: bearer(session), body: form }
  await accepted(await ask(`${pathOf(session)}/attachments`, init, UPLOAD_TIMEOUT), id)
}

export async function readMedia(session: Session, url: string): Promise<Blob> {
  const response = await ask(url, { headers: bearer(session) })
  return response.blob()
}

/** The open stream itself: no time-out, the reader watches it. */
export function openEvents(session: Session, after: string | null, signal: AbortSignal): Promise<Response> {
  const headers = {
    ...bearer(session),
    accept: 'text/event-stream',
    ...(after === null ? {} : { 'last-event-id': after }),
  }
  return ask(`${pathOf(session)}/events`, { headers, signal }, null)
}

const JSON_TYPE = { 'content-type': 'application/json' }
const pathOf = (session: Session) => `/chat/${session.session}`
const bearer = (session: Session) => ({ authorization: `Bearer ${session.token}` })

async function ask(path: string, init: RequestInit, timeout: number | null = TIMEOUT): Promise<Response> {
  const answer = fetch(path, { ...init, cache: 'no-store', credentials: 'omit' })
  const response = await (timeout === null ? answer : Promise.race([answer, fails(timeout)])).catch(() => {
    throw new ChatError('unreachable')
  })
  if (response.ok) return response
  throw new ChatError(troubleOf(response.status))
}

/** The sign-in page of a café's network answers 200 to everything: only the desk repeats the id. */
async function accepted(response: Response, id: string): Promise<void> {
  const answer: { id?: string } = await answerOf(response)
  if (answer.id !== id) throw new ChatError('unreachable')
}

/** Typed by the desk's API, which serves this very page. */
async function answerOf<T extends object>(response: Response): Promise<T> {
  const answer: T | null = await response.json().catch(() => null)
  if (answer === null || typeof answer !== 'object') throw new ChatError('unreachable')
  return answer
}

function troubleOf(status: number): Trouble {
  if (status === 401 || status === 404) return 'lost'
  // Too many requests, time-outs and faults of a server or proxy pass.
  return status === 408 || status === 429 || status >= 500 ? 'unreachable' : 'refused'
}

/** AbortSignal.timeout is younger than the phones. */
function fails(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('no answer in time')), ms))
}
