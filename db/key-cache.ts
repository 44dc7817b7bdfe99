interface Entry<Key> {
  readonly key: Key
  readonly until: number
  /** When it was put behind all others. */
  readonly movedAt: number
}

/** Who was asked for within this time need not go to the end again: a Map that is stirred all the time is built anew often. */
const STIRRED_MS = 10_000

/** Bounded memory of opened keys: each lives so long, then it is asked for again; the least used goes first. */
export class KeyCache<Id, Key> {
  readonly #entries = new Map<Id, Entry<Key>>()
  readonly #limits: { readonly most: number; readonly lifeMs: number; readonly now: () => number }

  constructor(limits: { readonly most: number; readonly lifeMs: number; readonly now: () => number }) {
    this.#limits = limits
  }

  get(id: Id): Key | undefined {
    const entry = this.#entries.get(id)
    if (!entry) return undefined
    const now = this.#limits.now()
    const isOver = entry.until <= now
    if (isOver || entry.movedAt + STIRRED_MS <= now) {
      this.#entries.delete(id)
      // A Map keeps the order of insertion: now the last to go.
      if (!isOver) this.#entries.set(id, { ...entry, movedAt: now })
    }
    return isOver ? undefined : entry.key
  }

  put(id: Id, key: Key): void {
    const now = this.#limits.now()
    const movedAt = this.#entries.get(id)?.movedAt ?? Number.NEGATIVE_INFINITY
    const stays = movedAt + STIRRED_MS > now
    if (!stays) this.#entries.delete(id)
    this.#entries.set(id, { key, until: now + this.#limits.lifeMs, movedAt: stays ? movedAt : now })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.most) return
      this.#entries.delete(oldest)
    }
  }

  delete(id: Id): void {
    this.#entries.delete(id)
  }
}
