import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export interface ChatProcess {
  say(line: string): void
  /** Resolves with everything printed so far once `text` stands in it. */
  hears(text: string): Promise<string>
  /** No more lines: resolves with all it printed once it has ended. */
  end(): Promise<ChatEnd>
}

export interface ChatEnd {
  readonly code: number | null
  readonly printed: string
  readonly complaint: string
}

/** `npm run chat` with a pipe on both sides. */
export function startChat(env: Readonly<Record<string, string>>, args: readonly string[] = []): ChatProcess {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['src/commands/chat.ts', ...args], { cwd: root, env: { PATH, HOME, ...env } })
  let printed = ''
  let complaint = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const closed = once(child, 'close')
  return {
    say: line => child.stdin.write(`${line}\n`),
    hears(text) {
      const heard = new Promise<string>(resolve => {
        const look = () => {
          if (!printed.includes(text)) return
          waiting.delete(look)
          resolve(printed)
        }
        waiting.add(look)
        look()
      })
      const silent = closed.then(() => {
        throw new Error(`ended without saying ${text}:\n${printed}\n${complaint}`)
      })
      return Promise.race([heard, silent])
    },
    async end() {
      child.stdin.end()
      await closed
      return { code: child.exitCode, printed, complaint }
    },
  }
}
