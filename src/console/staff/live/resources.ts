import { useCallback, useSyncExternalStore } from 'react'
import { type ApiFailure, asFailure, ask } from './ask.ts'
import { serverNow } from './server-clock.ts'

export interface Resource<T> {
  /** The newest that came; it stays while a later try fails. */
  readonly data: T | undefined
  readonly failure: ApiFailure | null
  /** When `data` came, in milliseconds of the server's clock. */
  readonly at: number | null
}

interface Entry {
  resource: Resource<unknown>
  readonly listeners: Set<() => void>
  loading: boolean
  /** Something changed while the answer was on its way: ask once more. */
  stale: boolean
}

/** What nobody looks at any more is forgotten after this: it holds personal data. */
const FORGET_MS = 60_000
const UNKNOWN: Resource<never> = { data: undefined, failure: null, at: null }
const entries = new Map<string, Entry>()

async function load(path: string, entry: Entry): Promise<void> {
  if (entry.loading) {
    entry.stale = true
    return
  }
  entry.loading = true
  do {
    entry.stale = false
    try {
      const data = await ask(path)
      show(entry, { data, failure: null, at: serverNow() })
    } catch (error) {
      show(entry, { ...entry.resource, failure: asFailure(error) })
    }
  } while (entry.stale && entries.get(path) === entry)
  entry.loading = false
}

function show(entry: Entry, resource: Resource<unknown>): void {
  entry.resource = resource
  for (const notify of entry.listeners) notify()
}

function entryOf(path: string): Entry {
  const known = entries.get(path)
  if (known) return known
  const entry: Entry = { resource: UNKNOWN, listeners: new Set(), loading: false, stale: false }
  entries.set(path, entry)
  return entry
}

function watch(path: string, listener: () => void): () => void {
  const entry = entryOf(path)
  entry.listeners.add(listener)
  if (entry.listeners.size === 1) void load(path, entry)
  return () => {
    entry.listeners.delete(listener)
    window.setTimeout(() => {
      if (entry.listeners.size === 0 && entries.get(path) === entry) entries.delete(path)
    }, FORGET_MS)
  }
}

/** What the API answers at a path; asked on first sight and again whenever it is refreshed. `null`: nothing wanted. */
export function useResource<T>(path: string | null): Resource<T> {
  const subscribe = useCallback((listener: () => void) => (path ? watch(path, listener) : () => {}), [path])
  const snapshot = useCallback(() => (path ? (entries.get(path)?.resource ?? UNKNOWN) : UNKNOWN), [path])
  // Each path has one type; its hook in this folder's callers names it.
  return useSyncExternalStore(subscribe, snapshot) as Resource<T>
}

/** Asks again for everything on screen whose path starts so; the rest is forgotten and asked when it is next seen. */
export function refresh(...starts: readonly string[]): void {
  for (const [path, entry] of entries) {
    if (!starts.some(start => path.startsWith(start))) continue
    if (entry.listeners.size > 0) void load(path, entry)
    else entries.delete(path)
  }
}

/** Another person may sign in next. */
export function forgetAll(): void {
  for (const entry of entries.values()) show(entry, UNKNOWN)
  entries.clear()
}
