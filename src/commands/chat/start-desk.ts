import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SettingError } from '../../core/errors.ts'
import { folder } from '../../core/folder.ts'
import type { Settings } from '../../settings.ts'
import type { FindDeskPorts } from './find-desk.ts'

const START = folder('src/commands/start.ts')
const EVERY_MS = 50

/**
 * A desk in a process of its own, as `npm start` would make it, ready; gives what ends it. Its lines go to
 * `chat-desk.log` in the data folder. SettingError with what it said when it ends instead.
 */
export async function startDesk(
  url: string,
  { dataDir }: Pick<Settings, 'dataDir'>,
  { words, leaving }: Omit<FindDeskPorts, 'tell'>,
): Promise<() => Promise<void>> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const log = openSync(join(dataDir, 'chat-desk.log'), 'w', 0o600)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', START], {
    stdio: ['ignore', log, 'pipe'],
  })
  const complaints: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints.push(chunk.toString())
    writeSync(log, chunk)
  })
  const ended = once(child, 'close').finally(() => closeSync(log))
  const close = async () => {
    child.kill('SIGTERM')
    await ended
  }
  try {
    if (await becomesReady(url, child, leaving)) return close
  } catch (error) {
    await close()
    throw error
  }
  await ended
  throw new SettingError([words('not_started'), complaints.join('').trim()].join('\n'))
}

/** False: it ended. */
async function becomesReady(url: string, child: ChildProcess, leaving: AbortSignal): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${url}/readyz`, { signal: leaving }).catch(() => null)
    await response?.body?.cancel()
    if (response?.ok) return true
    await pause(EVERY_MS, undefined, { signal: leaving })
  }
  return false
}
