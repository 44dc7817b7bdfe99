import type { ChatMessage } from '../../http/chat-message.ts'
import { ChatError, openEvents, readMessages, type Session, type Trouble } from './api.ts'

export interface FollowingPorts {
  readonly session: () => Promise<Session>
  readonly lost: (session: Session) => void
  /** Id of the newest message shown, null: none. */
  readonly newest: () => string | null
  readonly arrived: (messages: readonly ChatMessage[]) => void
  readonly trouble: (trouble: Trouble | null) => void
}

export interface Following {
  /** The network is back or the page is looked at again: don't wait. */
  hurry(): void
}

/** The desk's stream gives a sign of life every 15 s. */
const SILENCE = 40_000
/** A proxy that holds the first bytes back this long gathers streams. */
const FIRST_BYTES = 8_000
const POLL = 2_500
const POLL_HIDDEN = 15_000
const POLLS_BEFORE_STREAM = 40
const PAUSES = [500, 2_000, 5_000, 10_000, 20_000]

/** Keeps the talk up to date for as long as the page is open: by the stream, by asking where streams don't pass. */
export function follow(ports: FollowingPorts): Following {
  const alarm = new Pause()
  void run()
  return { hurry: () => alarm.end() }

  async function run(): Promise<never> {
    let polls = canStream() ? 0 : Number.POSITIVE_INFINITY
    for (let fails = 0; ; ) {
      try {
        const session = await ports.session()
        if (polls > 0) {
          await poll(session)
          polls -= 1
          fails = 0
          await alarm.wait(document.hidden ? POLL_HIDDEN : POLL)
        } else if (await stream(session)) {
          fails = 0
          await alarm.wait(PAUSES[0] ?? 0)
        } else polls = POLLS_BEFORE_STREAM
      } catch (error) {
        if (!(error instanceof ChatError)) throw error
        ports.trouble(error.trouble)
        await alarm.wait(PAUSES[Math.min(fails++, PAUSES.length - 1)] ?? 0)
      }
    }
  }

  async function poll(session: Session): Promise<void> {
    const messages = await guarded(session, readMessages(session, ports.newest()))
    ports.trouble(null)
    ports.arrived(messages)
  }

  /** False when nothing came through: streams don't pass here. */
  async function stream(session: Session): Promise<boolean> {
    const stop = new AbortController()
    let timer = setTimeout(() => stop.abort(), FIRST_BYTES)
    let anything = false
    try {
      const response = await guarded(session, openEvents(session, ports.newest(), stop.signal))
      if (!response.body) return false
      await readEvents(response.body, {
        alive() {
          anything = true
          clearTimeout(timer)
          timer = setTimeout(() => stop.abort(), SILENCE)
          ports.trouble(null)
        },
        message: message => ports.arrived([message]),
      })
      return anything
    } catch (error) {
      if (error instanceof ChatError && !stop.signal.aborted) throw error
      return anything
    } finally {
      clearTimeout(timer)
      stop.abort()
    }
  }

  async function guarded<T>(session: Session, answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (error) {
      if (error instanceof ChatError && error.trouble === 'lost') ports.lost(session)
      throw error
    }
  }
}

const canStream = () => 'AbortController' in window && 'TextDecoder' in window && 'body' in Response.prototype

interface EventHandlers {
  readonly alive: () => void
  readonly message: (message: ChatMessage) => void
}

async function readEvents(body: ReadableStream<Uint8Array>, handlers: EventHandlers): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read()
    if (done) return
    handlers.alive()
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split('\n')
      if (!lines.includes('event: message')) continue
      const data = lines.filter(line => line.startsWith('data: ')).map(line => line.slice(6))
      handlers.message(JSON.parse(data.join('\n')))
    }
  }
}

class Pause {
  #end: (() => void) | null = null

  end(): void {
    this.#end?.()
  }

  async wait(ms: number): Promise<void> {
    await new Promise<void>(resolve => {
      this.#end = resolve
      setTimeout(resolve, ms)
    })
    this.#end = null
  }
}
