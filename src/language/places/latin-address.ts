import type { Span } from '../pack.ts'
import type { Corrections } from '../self-repair.ts'
import type { Folded } from '../text/fold.ts'
import type { Address } from './address.ts'

const ROAD = '(?:road|rd|street|st|lane|avenue|ave|drive)'
const ROAD_NAME = '(?:[a-z]{2,12} ){1,3}'
const HOUSE_NUMBER = '(?:no |number )?[0-9]{1,4}[a-z]?'
const PART = '(?: (?:building|unit|room|apartment|apt|flat|block|floor|suite) [0-9a-z]{1,4}\\b)'
const ON_ROAD = `(?:${HOUSE_NUMBER} ${ROAD_NAME}${ROAD}|${ROAD_NAME}${ROAD} ${HOUSE_NUMBER})\\b${PART}{0,3}`
const IN_HOUSE = `(?:building|block|flat|unit|apartment|apt|room) [0-9]{1,4}${PART}{1,3}(?: ${ON_ROAD})?`
/** Building 4, Foundry Compound · Lijia village, Ludian town · the library on Jingsan Road */
const ESTATE = '(?:[a-z]{2,12} ){1,3}(?:compound|community|estate|gardens?|court)'
const IN_ESTATE = `(?:building|block) [0-9]{1,4}${PART}{0,2} ${ESTATE}`
const VILLAGE = '(?<=\\b(?:to|at|in) )(?:[a-z]{2,12} ){1,2}village (?:in )?(?:[a-z]{2,12} ){1,2}(?:town|township)'
const BUILT_ON = `(?<=\\b(?:to|at) )the (?!(?:house|home|door|man|one) )(?:[a-z]{3,12} ){1,3}(?:on|off) ${ROAD_NAME}${ROAD}`
const LATIN = new RegExp(`\\b(?:${ON_ROAD}|${IN_ESTATE}|${IN_HOUSE}|${VILLAGE}|(${BUILT_ON}))\\b`)
/** What can't be in the name of a road: what stands before these is no part of it. */
const NO_NAME =
  /^.*\b(?:to|at|on|in|is|the|from|near|for|and|my|his|her|live|lives|address|deliver|send|it|them|please|of|tomorrow|today|day|am|pm|noon|number) (?=[a-z0-9])/

/** 27 Weiwu Road · Zhongyuan Road 233, Building 5, whoever asked. */
export function latinAddress(folded: Folded): Address | null {
  const match = LATIN.exec(folded.dense.slice(0, 400))
  if (match === null) return null
  const lead = match[1] === undefined ? (NO_NAME.exec(match[0].slice(0, -1))?.[0].length ?? 0) : 0
  const [from, to] = [match.index + lead, match.index + match[0].length]
  return { from, to, text: folded.text.slice(folded.at[from], (folded.at[to - 1] ?? 0) + 1) }
}

/** 15 Garden Road, no, 50 Garden Road */
export function lastLatin(folded: Folded, corrections: Corrections): Address | null {
  const all = [...folded.dense.slice(0, 400).matchAll(new RegExp(`\\b${ON_ROAD}`, 'g'))]
  const [first, last] = [all[0], all.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  if (!corrections.some(({ from, to }) => from >= first.index && to <= last.index + 3)) return null
  const span = { from: last.index, to: last.index + last[0].length }
  return { ...span, text: writtenFrom(folded, span) }
}

/** No 12 Jianshe Road, sorry, no 21 Jianshe Road */
export function anew({ dense }: Folded, { from, to }: Span, corrections: Corrections): number {
  const last = corrections.findLast(
    one =>
      one.from >= from &&
      one.to <= to &&
      dense.slice(one.from, one.to) !== 'no' &&
      PLACE_ANEW.test(dense.slice(one.to, to)),
  )
  return last === undefined ? from : last.to + 1
}

const PLACE_ANEW = /^ (?:[a-z]+ )*[0-9]+.* (?:road|street|lane|avenue|rd|st|building|community|village)\b/

export function writtenFrom({ text, at }: Folded, { from, to }: Span): string {
  return text.slice(at[from], (at[to - 1] ?? 0) + 1)
}
