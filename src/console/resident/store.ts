/** What the page remembers. Where storage is blocked or full it remembers until it is closed. */
export interface Store {
  get(key: string): unknown
  set(key: string, value: unknown): void
  remove(key: string): void
}

const PREFIX = 'zhaoying.'

export function createStore(open: () => Storage): Store {
  const memory = new Map<string, string>()
  const disk = attempt(open)
  return {
    get(key) {
      const text = memory.get(key) ?? attempt(() => disk?.getItem(PREFIX + key)) ?? null
      return text === null ? undefined : attempt(() => JSON.parse(text))
    },
    set(key, value) {
      const text = JSON.stringify(value)
      const kept = attempt(() => {
        disk?.setItem(PREFIX + key, text)
        return disk?.getItem(PREFIX + key)
      })
      // Another tab may change what is on disk, so memory only stands in where that fails.
      if (kept === text) memory.delete(key)
      else memory.set(key, text)
    },
    remove(key) {
      memory.delete(key)
      attempt(() => disk?.removeItem(PREFIX + key))
    },
  }
}

/** Browsers throw where storage is blocked, on use or already on sight. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
