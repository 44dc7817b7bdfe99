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
  for (const feature of toldBy(heard)) addBoth(feature, asked, add)
  addRuns(plainly(heard.masked.slice(0, LONGEST)), heard.open === null ? UNASKED : ASKED, add)
  for (const place of places) taken[place] = 0
  return places
}

function toldBy({ ruled, signs, slots, inNeed, unwell, masked }: Heard): readonly string[] {
  const [first, second] = ruled
  const told = ['message', `ruled ${first?.intent}`, `ruled surely ${first?.intent} ${(first?.sure ?? 0) >= 0.8}`]
  if (second) told.push(`ruled second ${second.intent}`)
  for (const sign of signs) told.push(`sign ${sign}`)
  for (const slot in slots) told.push(`slot ${slot}`)
  const list = slots.items?.[0]?.list
  if (list !== undefined) told.push(`items ${Math.min(2, slots.items?.length ?? 0)} ${masked.includes('S')}`)
  if (inNeed) told.push('in need')
  if (unwell) told.push('unwell')
  told.push(`length ${Math.min(6, Math.floor(Math.log2(masked.length + 1)))}`)
  return told
}

/**
 * Of Chinese the runs of one and two characters, of what has spaces between words the words and pairs of them: each alone
 * and behind `asked`.
 */
function addRuns(text: string, asked: number, add: (hash: number) => void): void {
  const framed = `^${text}$`
  let word = ''
  let before = ''
  for (let i = 0; i < framed.length; i++) {
    const unit = framed.charCodeAt(i)
    if (isWordUnit(unit)) {
      word += framed.charAt(i)
      continue
    }
    if (word !== '') {
      addBoth(`w ${word}`, asked, add)
      addBoth(`w ${before} ${word}`, asked, add)
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

const ASKED = hashed('false ')
const UNASKED = hashed('true ')

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

/** A feature alone and behind `asked`. */
function addBoth(feature: string, asked: number, add: (hash: number) => void): void {
  let alone = START
  let behind = asked
  for (let i = 0; i < feature.length; i++) {
    const unit = feature.charCodeAt(i)
    alone = step(alone, unit)
    behind = step(behind, unit)
  }
  add(alone)
  add(behind)
}

function hashed(feature: string): number {
  let hash = START
  for (let i = 0; i < feature.length; i++) hash = step(hash, feature.charCodeAt(i))
  return hash
}
