import { CLAUSE_GAP, type Folded, isFigure, isWordUnit, LONGEST } from '../text/fold.ts'
import { looseSoundTable } from '../text/sounds.ts'
import { plainly } from '../text/spellings.ts'
import type { Hit } from './danger-kinds.ts'
import type { Ruled } from './danger-rules.ts'

/** Features share this many buckets: a feature is a bucket's number. */
export const BUCKETS = 2 ** 18
/** Of a text with more, the first ones count. */
const MOST = 16 * LONGEST
/** Two characters are taken together up to this far apart: 摔 … 不了. */
const SKIPS = 4

const EDGE = 1
const WORD = 3
const CLAUSE = 4
const ZERO = 48
const BLANK = 32

const CHARACTER = 1
const PAIR = 2
const SOUND_PAIR = 4
const SOUND_TRIPLE = 5
const APART = 6
const LATIN = 8
const LATIN_PAIR = 9
const SIGN = 10
const RULED = 11

const found = new Int32Array(MOST)
let size = 0

/**
 * What the scorer looks at: characters alone and by twos, by sound also by threes, twos a little apart, 俺 as 我 throughout,
 * words of Latin letters, parts of signs, words of context and what the rules make of them. Good until the next call.
 */
export function dangerFeatures(folded: Folded, hits: readonly Hit[], ruled: Ruled | null): Int32Array {
  size = 0
  addTexts(folded)
  addRuled(ruled)
  for (const { means } of hits) {
    if (means.kind === 'part') add(SIGN, means.key, 0, 0)
    else if (means.kind !== 'word') add(SIGN, nameKey(means.kind), 1, 0)
  }
  return found.subarray(0, size)
}

function addRuled(ruled: Ruled | null): void {
  if (ruled === null) {
    add(RULED, 0, 0, 0)
    return
  }
  const { danger, covered, standing } = ruled
  add(RULED, danger.level === 'alarm' ? 1 : 2, 0, 0)
  if (covered) add(RULED, 3, 0, 0)
  if (standing !== 'sign') add(RULED, 4, 0, 0)
  for (const name of danger.classes) add(RULED, 5, nameKey(name), 0)
}

/** The same in every run, so that what was learnt of a name is found again. */
export function nameKey(name: string): number {
  let key = 0
  for (let i = 0; i < name.length; i++) key = (Math.imul(key, 31) + name.charCodeAt(i)) | 0
  return key
}

function addTexts({ dense: told, gap }: Folded): void {
  const sounds = looseSoundTable()
  const dense = plainly(told)
  let last = EDGE
  let soundBefore = EDGE
  let soundLast = EDGE
  let lastWord = 0
  for (let i = 0; i <= dense.length; i++) {
    const unit = i < dense.length ? dense.charCodeAt(i) : EDGE
    const sound = sounds[unit] || unit
    if (isWordUnit(unit)) {
      const end = wordEnd(dense, i)
      lastWord = addWord(dense, i, end, lastWord)
      i = end - 1
      last = WORD
      soundBefore = soundLast
      soundLast = WORD
      continue
    }
    if (unit === BLANK) continue
    lastWord = 0
    if (i > 0 && i < dense.length && gap[i] === CLAUSE_GAP) {
      last = EDGE
      soundBefore = CLAUSE
      soundLast = EDGE
    }
    if (unit !== EDGE) {
      add(CHARACTER, unit, 0, 0)
      addApart(dense, i, unit)
    }
    add(PAIR, last, unit, 0)
    add(SOUND_PAIR, soundLast, sound, 0)
    add(SOUND_TRIPLE, soundBefore, soundLast, sound)
    last = unit
    soundBefore = soundLast
    soundLast = sound
  }
}

function addApart(dense: string, place: number, unit: number): void {
  for (let i = Math.max(0, place - SKIPS); i <= place - 2; i++) {
    const other = dense.charCodeAt(i)
    if (!isWordUnit(other) && other !== BLANK) add(APART, other, unit, 0)
  }
}

function addWord(dense: string, from: number, to: number, before: number): number {
  const word = wordKey(dense, from, to)
  add(LATIN, word, 0, 0)
  add(LATIN_PAIR, before, word, 0)
  return word
}

function wordEnd(dense: string, from: number): number {
  let end = from + 1
  while (end < dense.length && isWordUnit(dense.charCodeAt(end))) end++
  return end
}

/** One number is as good as another: 119 may be a house. */
function wordKey(dense: string, from: number, to: number): number {
  let key = 0
  for (let i = from; i < to; i++) {
    const unit = dense.charCodeAt(i)
    key = (Math.imul(key, 31) + (isFigure(unit) ? ZERO : unit)) | 0
  }
  return key
}

function add(kind: number, one: number, two: number, three: number): void {
  if (size === MOST) return
  let hash = Math.imul(kind, 0x27d4eb2f) ^ Math.imul(one, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 15) ^ two, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13) ^ three, 0xc2b2ae35)
  found[size++] = (hash ^ (hash >>> 16)) & (BUCKETS - 1)
}
