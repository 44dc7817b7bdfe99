import type { OpenForReading, ReadIntent, ReadSlots } from '../../core/reading.ts'
import type { Sign } from '../pack.ts'
import { isWordUnit } from '../text/fold.ts'
import { plainly } from '../text/spellings.ts'

/** What is known of a message when its wish is weighed. */
export interface Heard {
  /** Folded, with marks in the place of what was understood (`Claims.masked`). */
  readonly masked: string
  readonly signs: ReadonlySet<Sign>
  readonly slots: ReadSlots
  readonly open: OpenForReading | null
  readonly inNeed: boolean
  readonly unwell: boolean
  /** What the rules take it for, best first. */
  readonly ruled: readonly ReadIntent[]
}

/** Features are hashed into so many places. A power of two. */
export const PLACES = 32_768
/** Longer messages have said by then what they are about. */
const LONGEST = 160

/** Which places are taken, while those of one message are gathered. */
const taken = new Uint8Array(PLACES)

/**
 * Places of the features of a message, each once: its runs of one and two characters, its English words, and the
 * rules' own signs, each alone and beside what was asked.
 */
export function intentFeatures(heard: Heard): readonly number[] {
  const places: number[] = []
  const add = (hash: number) => {
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1)
    if (taken[place] === 1) return
    taken[place] = 1
    places.push(place)
  }
  const asked = hashed(`${heard.open?.expects[0] ?? 'idle'} `)
  for (const feature of toldBy(heard)) {
    add(hashed(feature))
    add(hashed(feature, asked))
  }
  addRuns(plainly(heard.masked.slice(0, LONGEST)), hashed(`${heard.open === null} `), add)
  for (const place of places) taken[place] = 0
  return places
}

function* toldBy({ ruled, signs, slots, inNeed, unwell, masked }: Heard): Generator<string> {
  const [first, second] = ruled
  yield 'message'
  yield `ruled ${first?.intent}`
  yield `ruled surely ${first?.intent} ${(first?.sure ?? 0) >= 0.8}`
  if (second) yield `ruled second ${second.intent}`
  for (const sign of signs) yield `sign ${sign}`
  for (const slot of Object.keys(slots)) yield `slot ${slot}`
  const list = slots.items?.[0]?.list
  if (list !== undefined) yield `items ${Math.min(2, slots.items?.length ?? 0)} ${masked.includes('S')}`
  if (inNeed) yield 'in need'
  if (unwell) yield 'unwell'
  yield `length ${Math.min(6, Math.floor(Math.log2(masked.length + 1)))}`
}

/**
 * Of Chinese the runs of one and two characters, of what has spaces between words the words and pairs of them: each alone
 * and behind `asked`.
 */
function addRuns(text: string, asked: number, add: (hash: number) => void): void {
  const framed = `^${text}$`
  const addWord = (feature: string) => {
    add(hashed(feature))
    add(hashed(feature, asked))
  }
  let word = ''
  let before = ''
  for (let i = 0; i < framed.length; i++) {
    const unit = framed.charCodeAt(i)
    if (isWordUnit(unit)) {
      word += framed.charAt(i)
      continue
    }
    if (word !== '') {
      addWord(`w ${word}`)
      addWord(`w ${before} ${word}`)
      before = word
      word = ''
    }
    const one = step(START, unit)
    const oneAsked = step(asked, unit)
    add(one)
    add(oneAsked)
    if (i + 1 === framed.length) return
    const next = framed.charCodeAt(i + 1)
    add(step(one, next))
    add(step(oneAsked, next))
  }
}

/** FNV-1a over UTF-16 units. */
const START = 0x811c9dc5 | 0

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

function hashed(feature: string, start = START): number {
  let hash = start
  for (let i = 0; i < feature.length; i++) hash = step(hash, feature.charCodeAt(i))
  return hash
}
