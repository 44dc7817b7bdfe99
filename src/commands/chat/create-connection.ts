import { setTimeout as pause } from 'node:timers/promises'
import { ChatError } from './chat-client.ts'

export interface ConnectionPorts {
  readonly tell: (state: 'away' | 'back') => void
  readonly leaving: AbortSignal
  /** Milliseconds after which it gives up; Infinity where somebody watches and can leave. */
  readonly patience: number
}

export interface Connection {
  /** The desk answered, or could not be reached: told where it changes. */
  met(state: 'away' | 'back'): void
  /** Again until it works; rejects with what another try won't mend, and at the end of the patience. */
  until<T>(work: () => Promise<T>): Promise<T>
}

const PAUSES = [250, 500, 1_000, 2_000, 5_000]

/** One for the whole talk: what is sent and what is followed share the one network. */
export function createConnection({ tell, leaving, patience }: ConnectionPorts): Connection {
  let away: number | null = null

  function met(state: 'away' | 'back'): void {
    if ((away !== null) === (state === 'away')) return
    away = state === 'away' ? performance.now() : null
    tell(state)
  }

  return {
    met,
    async until(work) {
      for (let fails = 0; ; fails++) {
        try {
          const done = await work()
          met('back')
          return done
        } catch (error) {
          if (!(error instanceof ChatError) || error.trouble === 'refused') throw error
          if (error.trouble === 'unreachable') met('away')
          if (away !== null && performance.now() - away > patience) throw error
        }
        await pause(PAUSES[Math.min(fails, PAUSES.length - 1)], undefined, { signal: leaving })
      }
    },
  }
}
