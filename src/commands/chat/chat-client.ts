import * as z from 'zod'
import type { Language } from '../../core/language.ts'
import { readEvents } from './read-events.ts'

/** `unreachable`: try again later. `lost`: the desk doesn't know this session. `refused`: never like this. */
type Trouble = 'unreachable' | 'lost' | 'refused'

export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly trouble: Trouble
  constructor(trouble: Trouble, options?: ErrorOptions) {
    super(trouble, options)
    this.trouble = trouble
  }
}

export const sessionShape = z.object({ session: z.string(), token: z.string() })
export type Session = z.infer<typeof sessionShape>
const saidShape = z.object({
  id: z.string(),
  from: z.enum(['resident', 'bot', 'staff']),
  text: z.string(),
  choices: z.array(z.object({ id: z.string(), number: z.number(), label: z.string() })).optional(),
  media: z.array(z.object({ type: z.string() })).optional(),
})
/** What the terminal shows of a message. */
export type Said = z.infer<typeof saidShape>

const TIMEOUT = 20_000
/** The desk's stream gives a sign of life every 15 s. */
const SILENCE = 40_000

export interface ChatClient {
  openSession(language: Language): Promise<Session>
  /** Repeats of the same id have no effect. */
  send(session: Session, body: { readonly id: string; readonly text: string }): Promise<void>
  /** Null: the newest. */
  messages(session: Session, after: string | null): Promise<readonly Said[]>
  /** Each message after `after` as it is said, until the stream ends or breaks off; `opened` once it stands. */
  follow(session: Session, after: string | null, opened: () => void): AsyncIterable<Said>
}

/** contract "Web chat", as the terminal speaks it. Everything rejects with a ChatError, or the abort of `leaving`. */
export function createChatClient(desk: string, leaving: AbortSignal): ChatClient {
  async function ask(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const response = await fetch(`${desk}/chat/${path}`, { ...init, signal: AbortSignal.any([leaving, signal]) }).catch(
      unreachable,
    )
    if (response.ok) return response
    await response.body?.cancel()
    throw new ChatError(troubleOf(response.status))
  }

  async function answer<T>(path: string, init: RequestInit, shape: z.ZodType<T>): Promise<T> {
    const response = await ask(path, init, AbortSignal.timeout(TIMEOUT))
    // A proxy that answers 200 with a page of its own is not the desk.
    const parsed = shape.safeParse(await response.json().catch(unreachable))
    if (!parsed.success) throw new ChatError('unreachable')
    return parsed.data
  }

  const unreachable = (cause: unknown): never => {
    leaving.throwIfAborted()
    throw new ChatError('unreachable', { cause })
  }

  return {
    openSession: language => answer('sessions', posting({ language }), sessionShape),
    async send(session, body) {
      const init = posting(body, bearer(session))
      await answer(`${session.session}/messages`, init, z.object({ id: z.literal(body.id) }))
    },
    async messages(session, after) {
      const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
      const shape = z.object({ messages: z.array(saidShape) })
      return (await answer(`${session.session}/messages${query}`, { headers: bearer(session) }, shape)).messages
    },
    async *follow(session, after, opened) {
      const silence = new AbortController()
      const timer = setTimeout(() => silence.abort(), SILENCE)
      const headers = { ...bearer(session), ...(after === null ? {} : { 'last-event-id': after }) }
      try {
        const { body } = await ask(`${session.session}/events`, { headers }, silence.signal)
        opened()
        for await (const data of readEvents(body ?? [], () => timer.refresh())) yield saidShape.parse(JSON.parse(data))
      } catch (error) {
        leaving.throwIfAborted()
        if (error instanceof ChatError) throw error
        // The network's fault, or a proxy's: the reader comes back with the last id that it saw.
        if (!isBrokenOff(error) && !silence.signal.aborted) throw error
      } finally {
        clearTimeout(timer)
        silence.abort()
      }
    },
  }
}

/** What fetch throws when a body breaks off in the middle. */
const isBrokenOff = (error: unknown) => error instanceof TypeError && error.message === 'terminated'

const bearer = ({ token }: Session) => ({ authorization: `Bearer ${token}` })

const posting = (body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

function troubleOf(status: number): Trouble {
  if (status === 401 || status === 404) return 'lost'
  // Too many requests, time-outs and faults of a server or proxy pass.
  return status === 408 || status === 429 || status >= 500 ? 'unreachable' : 'refused'
}
