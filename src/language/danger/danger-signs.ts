import { foldWord, isWordUnit, LONGEST } from '../text/fold.ts'
import { nameKey } from './danger-features.ts'
import type { Hit, Meaning } from './danger-kinds.ts'

/** A sign in one word, or steps in order with the most units that may lie between them. */
interface Sign {
  readonly steps: readonly number[]
  readonly gaps: readonly number[]
  readonly means: Meaning
}
/** A later step of a sign. */
interface Use {
  readonly sign: Sign
  readonly step: number
  /** Where the sign's progress up to this step is kept. */
  readonly slot: number
  /** Where that up to the step before is. */
  readonly before: number
}
/** What signs a set is a step of, those that end in a danger word and those that end in a false friend. */
interface Uses {
  /** Where it is kept that a sign begins, for all signs that this set begins. */
  readonly slot: number
  readonly word: Use[]
  readonly friend: Use[]
}
export interface Part {
  readonly text: string
  readonly set: number
  readonly key: number
}

const DENIALS = '不没别未莫甭怕'
const HAN_GAP = 6
const LATIN_GAP = 24
const LONGEST_TEXT = 2 * LONGEST + 2
const LAST_BASE = 2 ** 30

/**
 * Signs told in several words: `<set> +4 word` is a word of the set, at most four units, the word; `&` takes either
 * order. One walk over the hits, linear in them: of each unfinished sign only the latest progress is kept, which is the
 * one nearest to what follows.
 */
export class DangerSigns {
  readonly words: { readonly text: string; readonly means: Meaning }[] = []
  readonly parts: Part[] = []
  readonly #sets = new Map<string, number>()
  /** By set. */
  readonly #uses: Uses[] = []
  #from = new Int32Array(0)
  #to = new Int32Array(0)
  #denied = new Uint8Array(0)
  #slots = 0
  /** Places are kept from here on, so that those of earlier texts count as none without being wiped. */
  #base = 0

  addSets(sets: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, words] of Object.entries(sets)) this.#addSet(`<${name}>`, words)
  }

  add(written: string, means: Meaning): void {
    const either = written.split(' & ')
    if (either.length === 2) {
      this.#addOrdered(`${either[0]} + ${either[1]}`, means)
      this.#addOrdered(`${either[1]} + ${either[0]}`, means)
    } else this.#addOrdered(written, means)
  }

  /** Hits of parts in order of their end; gives the signs that are complete. */
  follow(parts: readonly Hit[], dense: string, kind: 'word' | 'friend'): Hit[] {
    if (parts.length < 2) return []
    if (this.#to.length < this.#slots) this.#makeRoom()
    this.#forget()
    const found: Hit[] = []
    for (const hit of parts) {
      if (hit.means.kind !== 'part') continue
      const uses = this.#uses[hit.means.set]
      if (uses === undefined) continue
      for (const use of uses[kind]) {
        if ((this.#to[use.before] ?? 0) >= this.#base) this.#advance(use, hit, dense, found)
      }
      this.#keep(uses.slot, hit.from, hit.to, 0)
    }
    return found
  }

  #advance({ sign, step, slot, before }: Use, hit: Hit, dense: string, found: Hit[]): void {
    const end = (this.#to[before] ?? 0) - this.#base
    if (hit.from < end || hit.from - end > (sign.gaps[step] ?? 0)) return
    const from = this.#from[before] ?? 0
    const denied = (this.#denied[before] ?? 0) | (isDenied(dense, end, hit.from) ? 1 : 0)
    if (step === sign.steps.length - 1)
      found.push({ means: sign.means, from, to: hit.to, composed: true, denied: denied === 1 })
    else this.#keep(slot, from, hit.to, denied)
  }

  #keep(slot: number, from: number, to: number, denied: number): void {
    this.#from[slot] = from
    this.#to[slot] = this.#base + to
    this.#denied[slot] = denied
  }

  #addOrdered(written: string, means: Meaning): void {
    const [first = '', ...rest] = written.split(' +')
    const later = rest.map(step => /^(\d*) (.+)$/.exec(step) ?? ['', '', step])
    if (later.length === 0) {
      for (const text of this.#textsOf(first)) this.words.push({ text, means })
      return
    }
    const steps = [first, ...later.map(match => match[2] ?? '')].map(step => this.#setOf(step))
    const gap = isWordUnit(first.charCodeAt(0)) || first.startsWith('<en') ? LATIN_GAP : HAN_GAP
    const gaps = [0, ...later.map(match => (match[1] === '' ? gap : Number(match[1])))]
    const sign = { steps, gaps, means }
    const kind = means.kind === 'friend' ? 'friend' : 'word'
    const start = this.#uses[steps[0] ?? 0]?.slot ?? 0
    for (let step = steps.length - 1; step > 0; step--) {
      const slot = this.#slots + step - 1
      this.#uses[steps[step] ?? 0]?.[kind].push({ sign, step, slot, before: step === 1 ? start : slot - 1 })
    }
    this.#slots += steps.length - 1
  }

  #textsOf(step: string): readonly string[] {
    if (!step.startsWith('<')) return [foldWord(step)]
    const set = this.#setOf(step)
    return this.parts.filter(part => part.set === set).map(part => part.text)
  }

  #setOf(step: string): number {
    const known = this.#sets.get(step)
    if (known !== undefined) return known
    if (step.startsWith('<')) throw new Error(`unknown set ${step}`)
    return this.#addSet(step, [step])
  }

  #addSet(name: string, words: readonly string[]): number {
    if (this.#sets.has(name)) throw new Error(`set ${name} twice`)
    const set = this.#uses.push({ slot: this.#slots++, word: [], friend: [] }) - 1
    this.#sets.set(name, set)
    for (const text of new Set(words.map(foldWord))) this.parts.push({ text, set, key: nameKey(name) })
    return set
  }

  #forget(): void {
    this.#base += LONGEST_TEXT
    if (this.#base < LAST_BASE) return
    this.#to.fill(0)
    this.#base = LONGEST_TEXT
  }

  #makeRoom(): void {
    this.#from = new Int32Array(this.#slots)
    this.#to = new Int32Array(this.#slots)
    this.#denied = new Uint8Array(this.#slots)
  }
}

function isDenied(dense: string, gapStart: number, wordStart: number): boolean {
  return wordStart > gapStart && DENIALS.includes(dense.charAt(wordStart - 1))
}
