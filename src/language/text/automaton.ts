interface Output {
  readonly pattern: number
  readonly next: Output | null
}

const FREE = -1

/**
 * All occurrences of many words in one walk over the text (Aho-Corasick). Time is linear in the text plus the number of
 * hits, whatever the number of words.
 */
export class Automaton {
  readonly #edges = new Map<number, number>()
  readonly #fail: number[] = [0]
  readonly #out: (Output | null)[] = [null]

  /** The edges once all are known: a table of places by hash, several times as fast as the map they were made in. */
  readonly #keys: Float64Array
  readonly #targets: Int32Array
  readonly #same: Uint16Array | null

  /** `same` gives one unit for all those that count as equal. */
  constructor(patterns: readonly string[], same: Uint16Array | null = null) {
    this.#same = same
    for (const [index, pattern] of patterns.entries()) if (pattern !== '') this.#add(pattern, index)
    this.#link(patterns)
    const size = 2 ** Math.ceil(Math.log2(this.#edges.size + 1) + 1)
    this.#keys = new Float64Array(size).fill(FREE)
    this.#targets = new Int32Array(size)
    for (const [key, target] of this.#edges) {
      const place = this.#placeOf(key)
      this.#keys[place] = key
      this.#targets[place] = target
    }
    this.#edges.clear()
  }

  /** Calls `hit` with a pattern's index and the place behind its last unit, in order of that place, longest first. */
  scan(text: string, hit: (pattern: number, end: number) => void): void {
    let state = 0
    for (let i = 0; i < text.length; i++) {
      state = this.#next(state, this.#unit(text, i))
      let out = this.#out[state] ?? null
      while (out !== null) {
        hit(out.pattern, i + 1)
        out = out.next
      }
    }
  }

  #unit(text: string, place: number): number {
    const unit = text.charCodeAt(place)
    return this.#same?.[unit] ?? unit
  }

  #next(from: number, unit: number): number {
    let state = from
    for (;;) {
      const key = state * 65_536 + unit
      const place = this.#placeOf(key)
      if (this.#keys[place] === key) return this.#targets[place] ?? 0
      if (state === 0) return 0
      state = this.#fail[state] ?? 0
    }
  }

  /** Where a key is, or would be. */
  #placeOf(key: number): number {
    const keys = this.#keys
    const mask = keys.length - 1
    const hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 65_536) | 0, 0x85ebca6b)
    let place = (hash ^ (hash >>> 15)) & mask
    for (let there = keys[place]; there !== key && there !== FREE; there = keys[place]) place = (place + 1) & mask
    return place
  }

  #step(from: number, unit: number, edges: Map<number, number>): number {
    let state = from
    for (;;) {
      const next = edges.get(state * 65_536 + unit)
      if (next !== undefined) return next
      if (state === 0) return 0
      state = this.#fail[state] ?? 0
    }
  }

  #add(pattern: string, index: number): void {
    let state = 0
    for (let i = 0; i < pattern.length; i++) {
      const key = state * 65_536 + this.#unit(pattern, i)
      let next = this.#edges.get(key)
      if (next === undefined) {
        next = this.#fail.length
        this.#fail.push(0)
        this.#out.push(null)
        this.#edges.set(key, next)
      }
      state = next
    }
    this.#out[state] = { pattern: index, next: this.#out[state] ?? null }
  }

  /** Breadth first: edges were made parent before child, but a failure link needs every shorter state linked. */
  #link(patterns: readonly string[]): void {
    const longest = patterns.reduce((most, pattern) => Math.max(most, pattern.length), 0)
    const walks = patterns.map(pattern => ({ pattern, state: 0 }))
    const linked = new Set<number>([0])
    for (let depth = 0; depth < longest; depth++) {
      for (const walk of walks) {
        if (walk.pattern.length <= depth) continue
        const unit = this.#unit(walk.pattern, depth)
        const parent = walk.state
        walk.state = this.#edges.get(parent * 65_536 + unit) ?? 0
        if (linked.has(walk.state)) continue
        linked.add(walk.state)
        const fail = depth === 0 ? 0 : this.#step(this.#fail[parent] ?? 0, unit, this.#edges)
        this.#fail[walk.state] = fail
        this.#out[walk.state] = append(this.#out[walk.state] ?? null, this.#out[fail] ?? null)
      }
    }
  }
}

function append(first: Output | null, rest: Output | null): Output | null {
  return first === null ? rest : { pattern: first.pattern, next: append(first.next, rest) }
}
