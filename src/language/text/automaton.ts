/** By which a step is spread over the table. */
const STATE = 31
const CODE = 977

/**
 * All occurrences of many words in one walk over the text (Aho-Corasick). Time is linear in the text plus the number of
 * hits, whatever the number of words. All in tables of small integers, since most messages are read by a process that has
 * compiled nothing yet.
 */
export class Automaton {
  /** By unit, its number among those that the words are made of; 0: in none. */
  readonly #codes = new Uint16Array(0x10000)
  /** By code, where the walk goes from the start. */
  readonly #first: Int32Array
  /** The other steps, by hash: from which state, with which code, to where; a target of 0 is a free place. */
  readonly #from: Int32Array
  readonly #code: Uint16Array
  readonly #target: Int32Array
  /** By state, the longest other that it ends with. */
  readonly #fail: Int32Array
  /** By state, the longest that it ends with and that is a word, itself included. */
  readonly #word: Int32Array
  /** By state, the last pattern that is this word, and by pattern the one before; both plus one. */
  readonly #pattern: Int32Array
  readonly #before: Int32Array

  /** `same` gives one unit for all those that count as equal. */
  constructor(patterns: readonly string[], same: Uint16Array | null = null) {
    const total = patterns.reduce((sum, pattern) => sum + pattern.length, 0)
    this.#first = new Int32Array(this.#number(patterns, same))
    const room = 2 ** Math.ceil(Math.log2(total + 1) + 1)
    this.#from = new Int32Array(room)
    this.#code = new Uint16Array(room)
    this.#target = new Int32Array(room)
    this.#fail = new Int32Array(total + 1)
    this.#word = new Int32Array(total + 1)
    this.#pattern = new Int32Array(total + 1)
    this.#before = new Int32Array(patterns.length)
    this.#link(this.#add(patterns))
  }

  /** Calls `hit` with a pattern's index and the place behind its last unit, in order of that place, longest first. */
  scan(text: string, hit: (pattern: number, end: number) => void): void {
    const codes = this.#codes
    const first = this.#first
    const words = this.#word
    let state = 0
    for (let i = 0; i < text.length; i++) {
      const code = codes[text.charCodeAt(i)] ?? 0
      // Most of a text stands in no word at all.
      state = code === 0 ? 0 : state === 0 ? (first[code] ?? 0) : this.#next(state, code)
      const word = words[state] ?? 0
      if (word !== 0) this.#tell(word, i + 1, hit)
    }
  }

  #tell(longest: number, end: number, hit: (pattern: number, end: number) => void): void {
    for (let word = longest; word !== 0; word = this.#word[this.#fail[word] ?? 0] ?? 0) {
      let pattern = this.#pattern[word] ?? 0
      for (; pattern !== 0; pattern = this.#before[pattern - 1] ?? 0) hit(pattern - 1, end)
    }
  }

  /** With the search for a step written out, as it is most of what a walk does. */
  #next(from: number, code: number): number {
    const targets = this.#target
    const froms = this.#from
    const codes = this.#code
    const mask = targets.length - 1
    for (let state = from; state !== 0; state = this.#fail[state] ?? 0) {
      let place = (STATE * state + CODE * code) & mask
      for (let target = targets[place] ?? 0; target !== 0; target = targets[place] ?? 0) {
        if (froms[place] === state && codes[place] === code) return target
        place = (place + 1) & mask
      }
    }
    return this.#first[code] ?? 0
  }

  /** Where a step is, or would be. */
  #placeOf(state: number, code: number): number {
    const target = this.#target
    const mask = target.length - 1
    let place = (STATE * state + CODE * code) & mask
    while (target[place] !== 0 && !(this.#from[place] === state && this.#code[place] === code))
      place = (place + 1) & mask
    return place
  }

  /** Numbers the units; gives how many numbers there are. */
  #number(patterns: readonly string[], same: Uint16Array | null): number {
    const codes = this.#codes
    let size = 1
    for (const pattern of patterns) {
      for (let i = 0; i < pattern.length; i++) {
        const unit = pattern.charCodeAt(i)
        const one = same?.[unit] ?? unit
        if (codes[one] === 0) codes[one] = size++
      }
    }
    if (same === null) return size
    const numbered = codes.slice()
    for (let unit = 0; unit < same.length; unit++) codes[unit] = numbered[same[unit] ?? 0] ?? 0
    return size
  }

  /** A state for each beginning of a word; gives them by their length, each with its parent and its last code. */
  #add(patterns: readonly string[]): readonly number[][] {
    const layers: number[][] = []
    let states = 0
    for (const [index, pattern] of patterns.entries()) {
      let state = 0
      for (let i = 0; i < pattern.length; i++) {
        const code = this.#codes[pattern.charCodeAt(i)] ?? 0
        const place = this.#placeOf(state, code)
        const known = state === 0 ? (this.#first[code] ?? 0) : (this.#target[place] ?? 0)
        const next = known === 0 ? ++states : known
        if (known === 0) {
          if (state === 0) this.#first[code] = next
          else this.#step(place, state, code, next)
          const layer = layers[i] ?? []
          layers[i] = layer
          layer.push(next, state, code)
        }
        state = next
      }
      if (state === 0) continue
      this.#before[index] = this.#pattern[state] ?? 0
      this.#pattern[state] = index + 1
    }
    return layers
  }

  #step(place: number, from: number, code: number, target: number): void {
    this.#from[place] = from
    this.#code[place] = code
    this.#target[place] = target
  }

  /** The shorter before the longer, whose links lead to them. */
  #link(layers: readonly number[][]): void {
    for (const layer of layers) {
      for (let i = 0; i < layer.length; i += 3) {
        const [state = 0, parent = 0, code = 0] = [layer[i], layer[i + 1], layer[i + 2]]
        const fail = parent === 0 ? 0 : this.#next(this.#fail[parent] ?? 0, code)
        this.#fail[state] = fail
        this.#word[state] = this.#pattern[state] === 0 ? (this.#word[fail] ?? 0) : state
      }
    }
  }
}
