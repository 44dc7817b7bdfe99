import type { Span } from '../pack.ts'
import type { Corrections } from '../self-repair.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import { PLACE_LIKE } from './address-parts.ts'

/** Named only to say that it is not the place: 不是三号楼是 in 不是三号楼是十三号楼, with what leads to the other. */
export interface DeniedPlace extends Span {
  /** What is right instead: behind 是, or before 不是. */
  readonly chosen: Span
}

const NOT = '不是'
/** Longer messages are searched no further. */
const LONGEST_MESSAGE = 400
/** 不是要送到 */
const LEAD = /^(?:说|要)?(?:送到?|住在?|在|去)?/
const IS = /^(?:而|应该|应)?(?:就|该)?是(?!不是)/
/** Said by itself it takes back what stands before it: 一号楼，啊不是，二号楼. */
const TAKES_BACK = /[啊哦噢哎唉呃喔欸诶呀咦]/
const LONGEST = 12
const LEADS_IN = /^.{0,5}是/
/** 不是王村，是贾峪 · 是三单元不是二单元 · 33号，不是37号: in order. */
export function findDeniedPlaces(folded: Folded): readonly DeniedPlace[] {
  const found: DeniedPlace[] = []
  const dense = folded.dense.slice(0, LONGEST_MESSAGE)
  for (let at = dense.indexOf(NOT); at >= 0; at = dense.indexOf(NOT, at + NOT.length)) {
    const denied = deniedAt(folded, at, found.at(-1)?.to ?? 0)
    if (denied !== null) found.push(denied)
  }
  return found
}

function deniedAt(folded: Folded, from: number, start: number): DeniedPlace | null {
  const { dense, gap } = folded
  const thing = from + NOT.length
  if (gap[thing] !== NO_GAP) return null
  let end = thing
  while (end - thing < LONGEST && (end === thing || gap[end] === NO_GAP) && !isThen(dense, end, thing)) end++
  const said = dense.slice(thing, end).replace(LEAD, '')
  const is = IS.exec(dense.slice(end, end + 4))
  const behind = is === null ? null : clauseFrom(folded, end + is[0].length)
  const before = clauseBefore(folded, from, start)
  if (behind !== null) {
    const other = dense.slice(behind.from, behind.to)
    // 送丁村，不是丁，是陈村
    const isPart = said !== '' && dense.slice(before.from, before.to).includes(said) && PLACE_LIKE.test(other)
    return isPart || PLACE_LIKE.test(said) ? { from, to: behind.from, chosen: behind } : null
  }
  if (gap[end] === NO_GAP || !PLACE_LIKE.test(said)) return null
  if (gap[from] === NO_GAP && TAKES_BACK.test(dense.charAt(from - 1))) return null
  return { from, to: end, chosen: before }
}

function isThen(dense: string, at: number, thing: number): boolean {
  return at > thing && dense.charAt(at - 1) !== '不' && IS.test(dense.slice(at, at + 4))
}

function clauseFrom({ dense, gap }: Folded, from: number): Span | null {
  let to = from
  while (to < dense.length && (to === from || gap[to] === NO_GAP) && !dense.startsWith(NOT, to)) to++
  return to > from ? { from, to } : null
}

function clauseBefore({ dense, gap }: Folded, to: number, start: number): Span {
  let from = to
  while (from > start && (from === to || gap[from] === NO_GAP)) from--
  const lead = LEADS_IN.exec(dense.slice(from, to))?.[0].length ?? 0
  return { from: from + lead, to }
}

/** Where an address is taken back: with what is denied in place of the word for it. */
export function addressCuts(repairs: Corrections, denied: readonly Span[]): Corrections {
  if (denied.length === 0) return repairs
  return [...repairs.filter(one => !isDenied(denied, one)), ...denied].sort((a, b) => a.from - b.from)
}

export function isDenied(denied: readonly Span[], { from, to }: Span): boolean {
  return denied.some(one => from < one.to && to > one.from)
}
