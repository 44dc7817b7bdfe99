import type { Push } from './messenger.ts'

/** Remembers what was sent, to send it again. */
export function sentPushes(): (id: string | undefined, make: () => Push) => Push {
  const sent = new Map<string, Push>()
  return (id, make) => {
    const before = id === undefined ? undefined : sent.get(id)
    const push = before ?? make()
    if (id !== undefined) sent.set(id, push)
    return push
  }
}
