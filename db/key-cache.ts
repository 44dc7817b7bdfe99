/** Bounded memory of opened keys: each lives so long, then it is asked for again; the least used goes first. */
export class KeyCache<Id, Key> {
  readonly #entries = new Map<Id, { readonly key: Key; readonly until: number }>()
  readonly #limits: { readonly most: number; readonly lifeMs: number; readonly now: () => number }

  constructor(limits: { readonly most: number; readonly lifeMs: number; readonly now: () => number }) {
    this.#limits = limits
  }

  get(id: Id): Key | undefined {
    const entry = this.#entries.get(id)
    if (!entry) return undefined
    this.#entries.delete(id)
    if (entry.until <= this.#limits.now()) return undefined
    this.#entries.set(id, entry) // a Map keeps the order of insertion: now the last to go
    return entry.key
  }

  put(id: Id, key: Key): void {
    this.#entries.delete(id)
    this.#entries.set(id, { key, until: this.#limits.now() + this.#limits.lifeMs })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limits.most) return
      this.#entries.delete(oldest)
    }
  }
  delete(id: Id): void {
    this.#entries.delete(id)
  }
}
