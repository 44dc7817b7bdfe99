import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { SettingError } from '../../core/errors.ts'
import type { Settings } from '../../settings.ts'
import { httpAddress } from '../../start/http-address.ts'
import type { Words } from './create-words.ts'
import { startDesk } from './start-desk.ts'

export interface FoundDesk {
  readonly url: string
  /** Ends it if it was started here. */
  close(): Promise<void>
}

export interface FindDeskPorts {
  readonly words: Words
  readonly tell: (what: 'starting') => void
  readonly leaving: AbortSignal
}

const PROBE_MS = 3_000
const EVERY_MS = 100
const health = z.object({ ok: z.literal(true), boot: z.string() })

/** The running desk at `address`, else at that of the settings; none there: one is started. SettingError: no desk. */
export async function findDesk(address: string | null, settings: Settings, ports: FindDeskPorts): Promise<FoundDesk> {
  const { words, tell, leaving } = ports
  if (address !== null) {
    if ((await stateOf(address, leaving)) === 'none') throw new SettingError(words('no_desk', { url: address }))
    return running(address)
  }
  if (settings.port === 0) throw new SettingError('PORT=0 is another port at each start: give the address of the desk')
  const local = httpAddress(settings.host, settings.port)
  for (const url of [local, ...(settings.publicUrl ? [settings.publicUrl] : [])]) {
    const state = await stateOf(url, leaving)
    if (state === 'running') return running(url)
    if (state === 'none') continue
    tell('starting')
    while ((await stateOf(url, leaving)) === 'starting') await pause(EVERY_MS, undefined, { signal: leaving })
    return running(url)
  }
  tell('starting')
  const close = await startDesk(local, settings, ports)
  return { url: local, close }
}

const running = (url: string): FoundDesk => ({ url, close: async () => {} })

/** `starting`: its port is taken, and it says so. */
async function stateOf(url: string, leaving: AbortSignal): Promise<'none' | 'starting' | 'running'> {
  const signal = AbortSignal.any([leaving, AbortSignal.timeout(PROBE_MS)])
  const response = await fetch(`${url}/healthz`, { signal }).catch(() => null)
  leaving.throwIfAborted()
  if (response?.status === 503) return 'starting'
  const body: unknown = await response?.json().catch(() => null)
  return health.safeParse(body).success ? 'running' : 'none'
}
