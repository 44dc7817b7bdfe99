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
const MOST_CHARACTERS = 2

/**
 * Places of the features of a message, each once: its runs of one and two characters, its English words, and the
 * rules' own signs, each alone and beside what was asked.
 */
export function intentFeatures(heard: Heard): readonly number[] {
  const places = new Set<number>()
  const asked = heard.open?.expects[0] ?? 'idle'
  const add = (feature: string) => {
    places.add(place(feature))
    places.add(place(`${asked} ${feature}`))
  }
  for (const feature of toldBy(heard)) add(feature)
  for (const run of runs(plainly(heard.masked.slice(0, LONGEST)))) {
    places.add(place(run))
    places.add(place(`${heard.open === null} ${run}`))
  }
  return [...places]
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

/** Of Chinese the runs of one and two characters, of what has spaces between words the words and pairs of them. */
function* runs(text: string): Generator<string> {
  const framed = `^${text}$`
  let word = ''
  let before = ''
  for (let i = 0; i < framed.length; i++) {
    if (isWordUnit(framed.charCodeAt(i))) {
      word += framed.charAt(i)
      continue
    }
    if (word !== '') {
      yield `w ${word}`
      yield `w ${before} ${word}`
      before = word
      word = ''
    }
    for (let size = 1; size <= MOST_CHARACTERS && i + size <= framed.length; size++) yield framed.slice(i, i + size)
  }
}

/** FNV-1a over UTF-16 units. */
function place(feature: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 15)) & (PLACES - 1)
}
