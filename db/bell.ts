import type { Topic } from './database.ts'

type Listener = { readonly heard: (payload: string) => void; readonly missed: (() => void) | undefined }

/** Who listens in this process; shared by both drivers' bells. */
export class Listeners {
  readonly #byTopic = new Map<Topic, Set<Listener>>()

  add(topic: Topic, heard: (payload: string) => void, missed?: () => void): () => void {
    const listener: Listener = { heard, missed }
    const set = this.#byTopic.get(topic) ?? new Set()
    this.#byTopic.set(topic, set.add(listener))
    return () => {
      set.delete(listener)
    }
  }

  tell(topic: string, ids: readonly string[]): void {
    // An unknown topic has no listeners, so any text is safe here.
    for (const listener of this.#byTopic.get(topic as Topic) ?? []) for (const id of ids) listener.heard(id)
  }

  tellMissed(): void {
    for (const set of this.#byTopic.values()) for (const listener of set) listener.missed?.()
  }
}
