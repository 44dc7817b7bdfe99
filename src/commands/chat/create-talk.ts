import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Language } from '../../core/language.ts'
import { type ChatClient, ChatError, type Said, type Session } from './chat-client.ts'
import type { Connection } from './create-connection.ts'

export interface TalkPorts {
  readonly client: ChatClient
  readonly connection: Connection
  readonly language: Language
  /** The talk to go on with; null: begin one. */
  readonly kept: Session | null
  readonly keep: (session: Session) => Promise<void>
  readonly show: (said: Said) => void
  /** `gone`: the desk doesn't know the kept talk, another begins. `no_answer`: the desk has the line, and is slow. */
  readonly tell: (what: 'resumed' | 'gone' | 'no_answer') => void
  readonly leaving: AbortSignal
}

export interface Talk {
  /** Shows what was said since the resident's own last line. False: there was no talk to go on with. */
  resume(): Promise<boolean>
  /** Everything new, until `leaving`. */
  follow(): Promise<void>
  /** Gives the line's id once the desk has it. ChatError `refused`: it never will. */
  say(text: string): Promise<string>
  /** The line was handled and all answers to it are shown. Null: the greeting of a new talk. */
  answered(id: string | null): Promise<void>
}

const BETWEEN_STREAMS = 250
const ANSWER_WITHIN = 60_000

export function createTalk(ports: TalkPorts): Talk {
  const { client, connection, leaving } = ports
  const shown = new Set<string>()
  const own = new Set<string>()
  const waiting = new Set<() => void>()
  let newest: string | null = null
  let session = ports.kept
  let opening: Promise<Session> | null = null

  async function open(): Promise<Session> {
    const opened = await client.openSession(ports.language)
    await ports.keep(opened)
    session = opened
    return opened
  }

  function current(): Promise<Session> | Session {
    if (session) return session
    opening ??= open().finally(() => {
      opening = null
    })
    return opening
  }

  /** With the kept session, or a new one where there is none or the desk doesn't know it any more. */
  function inSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return connection.until(async () => {
      const mine = await current()
      try {
        return await work(mine)
      } catch (error) {
        if (error instanceof ChatError && error.trouble === 'lost' && session === mine) startAnew()
        throw error
      }
    })
  }

  function startAnew(): void {
    session = null
    newest = null
    shown.clear()
    ports.tell('gone')
  }

  function add(messages: readonly Said[], display: (said: Said) => void = ports.show): void {
    for (const said of messages) {
      if (shown.has(said.id)) continue
      shown.add(said.id)
      newest = said.id
      if (!own.has(said.id)) display(said)
    }
    for (const look of waiting) look()
  }

  /** False: not in time. */
  async function when(holds: () => boolean): Promise<boolean> {
    const met = new Promise<true>(resolve => {
      const look = () => {
        if (!holds()) return
        waiting.delete(look)
        resolve(true)
      }
      waiting.add(look)
      look()
    })
    return Promise.race([met, pause(ANSWER_WITHIN, false, { ref: false, signal: leaving })])
  }

  return {
    async resume() {
      const { kept } = ports
      if (kept === null) return false
      const found = await inSession(async mine => ({ mine, history: await client.messages(mine, null) }))
      if (found.mine !== kept) return false
      ports.tell('resumed')
      const last = found.history.findLastIndex(said => said.from === 'resident')
      add(found.history.slice(0, Math.max(last, 0)), () => {})
      add(found.history)
      return true
    },
    async follow() {
      for (;;) {
        await inSession(async mine => {
          for await (const said of client.follow(mine, newest, () => connection.met('back'))) add([said])
        })
        await pause(BETWEEN_STREAMS, undefined, { signal: leaving })
      }
    },
    async say(text) {
      const id = `t-${randomUUID()}`
      own.add(id)
      await inSession(mine => client.send(mine, { id, text }))
      return id
    },
    async answered(id) {
      if (!(await when(() => (id === null ? shown.size > 0 : shown.has(id))))) return ports.tell('no_answer')
      // What a turn says comes in one commit with the mark that the line was handled.
      add(await inSession(mine => client.messages(mine, id)))
    },
  }
}
