import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { Fleet } from './fleet.ts'
import { between, type Random } from './random.ts'

const sessionShape = z.object({ session: z.string(), token: z.string() })
const messagesShape = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      from: z.enum(['resident', 'bot', 'staff']),
      text: z.string(),
      choices: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
      state: z.enum(['waiting', 'sent', 'failed']),
    }),
  ),
})

export type Shown = z.infer<typeof messagesShape>['messages'][number]
export type Said = { readonly text: string } | { readonly choice: string }

/** How long somebody whose desk is away keeps trying. */
const PATIENCE_MS = 240_000
const ANSWER_MS = 10_000
const PAGE = 200

/** One resident's page, as far as HTTP goes: whatever fails is sent again with the same id. */
export class ChatLine {
  readonly session: string
  readonly #fleet: Fleet
  readonly #random: Random
  readonly #token: string

  private constructor(fleet: Fleet, random: Random, opened: z.infer<typeof sessionShape>) {
    this.#fleet = fleet
    this.#random = random
    this.session = opened.session
    this.#token = opened.token
  }

  static async open(fleet: Fleet, random: Random): Promise<ChatLine> {
    const body = await persist(fleet, random, 201, url =>
      fetch(`${url}/chat/sessions`, { method: 'POST', signal: soon() }),
    )
    return new ChatLine(fleet, random, sessionShape.parse(body))
  }

  /** Resolves once the desk has said that it is stored. */
  async say(id: string, said: Said): Promise<void> {
    const body = JSON.stringify({ id, ...said })
    await persist(this.#fleet, this.#random, 202, url =>
      fetch(`${url}/chat/${this.session}/messages`, { method: 'POST', headers: this.#headers(), body, signal: soon() }),
    )
  }

  /** What the page shows after the message of this id; null: from the beginning. */
  async shown(after: string | null): Promise<Shown[]> {
    const all: Shown[] = []
    for (let from = after; ; from = all.at(-1)?.id ?? from) {
      const query = from === null ? '' : `?after=${encodeURIComponent(from)}`
      const body = await persist(this.#fleet, this.#random, 200, url =>
        fetch(`${url}/chat/${this.session}/messages${query}`, { headers: this.#headers(), signal: soon() }),
      )
      const { messages } = messagesShape.parse(body)
      all.push(...messages)
      if (messages.length < PAGE) return all
    }
  }

  #headers() {
    return { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' }
  }
}

const soon = () => AbortSignal.timeout(ANSWER_MS)

/** Until it is answered as wanted: no answer, 429 and a 5xx are tried again, anything else is the desk's mistake. */
async function persist(
  fleet: Fleet,
  random: Random,
  wanted: number,
  ask: (url: string) => Promise<Response>,
): Promise<unknown> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask(fleet.any(random))
      .then(async response => ({ status: response.status, text: await response.text() }))
      .catch((error: unknown) => ({ status: 0, text: String(error) }))
    if (answer.status === wanted) return JSON.parse(answer.text)
    if (answer.status !== 0 && answer.status !== 429 && answer.status < 500)
      throw new Error(`answered ${answer.status}: ${answer.text}`)
    if (fleet.over || performance.now() > until) throw new Error(`no answer: ${answer.status} ${answer.text}`)
    await pause(between(random, 40, 160))
  }
}
