import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { deskLog } from './desk-logs.ts'
import { freePort } from './free-port.ts'

const root = join(import.meta.dirname, '..')

export interface DeskProcess {
  readonly url: string
  readonly pid: number
  /** All of its standard output and error so far. */
  output(): string
  /** From the spawn until the address answered as ready, in milliseconds. */
  readonly readyAfter: number
  /** Resolves once the process is gone, whatever ended it. */
  readonly ended: Promise<unknown>
  /** Resolves with the exit code (null: killed by a signal) once the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** Tells it something, where `preload` listens. */
  tell(message: object): void
}

export interface DeskProcessOptions {
  /** Settings, as an operator gives them. HOST and PORT are chosen here unless given. */
  readonly env: Readonly<Record<string, string>>
  /** What runs: the built server, or an entry of a test's own that answers /readyz. */
  readonly entry?: string
  /** A module that is loaded before it, and may listen to messages. */
  readonly preload?: string
  readonly readyWithin?: number
}

/** A desk as an operator starts it, in a process of its own. Rejects with its output when it ends instead of starting. */
export async function startDeskProcess(options: DeskProcessOptions): Promise<DeskProcess> {
  const port = options.env.PORT ?? String(await freePort())
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(options.preload ? ['--import', options.preload] : []),
      options.entry ?? 'dist/desk/node.js',
    ],
    {
      cwd: root,
      env: { ...inherited(), PORT: port, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', ...(options.preload ? (['ipc'] as const) : [])],
    },
  )
  const text: string[] = []
  const keep = deskLog()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text.push(chunk.toString())
      keep(chunk)
    })
  }
  // Not at its exit: what it said last is read by then.
  const ended = once(child, 'close')
  const url = `http://127.0.0.1:${port}`
  try {
    await untilReady(url, child, options.readyWithin ?? 60_000)
  } catch (error) {
    child.kill('SIGKILL')
    await ended
    throw new Error(`the desk did not start:\n${text.join('')}`, { cause: error })
  }
  return {
    url,
    pid: child.pid ?? 0,
    readyAfter: performance.now() - began,
    ended,
    output: () => text.join(''),
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
      return child.exitCode
    },
    tell(message) {
      // One that is dying hears nothing any more.
      if (child.connected) child.send(message, () => {})
    },
  }
}

async function untilReady(url: string, child: ChildProcess, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`it ended by ${child.signalCode ?? child.exitCode}`)
    if (performance.now() > until) throw new Error(`not ready after ${withinMs} ms`)
    const ready = await fetch(`${url}/readyz`).then(
      answer => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise(done => setTimeout(done, 20))
  }
}

/** The settings of whoever runs the tests must not leak into the desks under test. */
function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  return { PATH, HOME, TMPDIR }
}
