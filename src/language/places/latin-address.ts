import type { Span } from '../pack.ts'
import type { Corrections } from '../self-repair.ts'
import { everyMatch } from '../text/every-match.ts'
import { CLAUSE_GAP, type Folded } from '../text/fold.ts'
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
const EVERY_ROAD = new RegExp(`\\b${ON_ROAD}`, 'g')
/** Most messages have none. */
const SOME_LATIN = /[a-z]{2}/
/** What can't be in the name of a road: what stands before these is no part of it. */
const NO_NAME =
  /^.*\b(?:to|at|on|in|is|the|from|near|for|and|my|his|her|live|lives|address|deliver|send|it|them|please|of|tomorrow|today|day|am|pm|noon|number) (?=[a-z0-9])/

/** 27 Weiwu Road · Zhongyuan Road 233, Building 5, whoever asked. */
export function latinAddress(folded: Folded): Address | null {
  const match = SOME_LATIN.test(folded.dense) ? LATIN.exec(folded.dense.slice(0, 400)) : null
  if (match === null) return null
  const lead = match[1] === undefined ? (NO_NAME.exec(match[0].slice(0, -1))?.[0].length ?? 0) : 0
  const [from, to] = [match.index + lead, match.index + match[0].length]
  return { from, to, text: folded.text.slice(folded.at[from], (folded.at[to - 1] ?? 0) + 1) }
}

/** 15 Garden Road, no, 50 Garden Road */
export function lastLatin(folded: Folded, corrections: Corrections): Address | null {
  if (corrections.length === 0) return null
  const all = everyMatch(EVERY_ROAD, folded.dense.slice(0, 400))
  const [first, last] = [all[0], all.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  if (!corrections.some(({ from, to }) => from >= first.index && to <= last.index + 3)) return null
  // 12 Garden Road, no, 15 Garden Road
  const no = last[0].startsWith('no ') && folded.gap[last.index + 3] === CLAUSE_GAP ? 3 : 0
  const span = { from: last.index + no, to: last.index + last[0].length }
  return { ...span, text: writtenFrom(folded, span) }
}

/** No 12 Jianshe Road, sorry, no 21 Jianshe Road · Garden Road 12, I mean 21: said anew as a whole, or its number. */
export function settledLatin(folded: Folded, { from, to }: Span, corrections: Corrections): string {
  const { dense } = folded
  let [start, end, settled] = [from, to, '']
  for (const one of corrections) {
    if (one.from <= start || one.to >= to) continue
    const number = NUMBER_ANEW.exec(dense.slice(one.to, to))
    if (number !== null) {
      settled ||= writtenFrom(folded, { from: start, to: one.from - 1 })
      settled = renumbered(
        settled,
        writtenFrom(folded, { from: one.to + 1, to: one.to + number[0].length }),
        number[1] ?? '',
      )
      end = one.to + number[0].length
    } else if (dense.slice(one.from, one.to) !== 'no' && PLACE_ANEW.test(dense.slice(one.to, to)))
      [start, end, settled] = [one.to + 1, to, '']
  }
  if (settled === '') return writtenFrom(folded, { from: start, to: end })
  return end < to ? settled + writtenFrom(folded, { from: end, to }) : settled
}

/** In the place of the last number, or the last of its kind. */
function renumbered(address: string, said: string, kind: string): string {
  const all = [...address.matchAll(new RegExp(`${kind}[0-9]{1,5}[a-z]?(?![0-9a-z])`, 'gi'))]
  const last = all.at(-1)
  return last === undefined ? address : address.slice(0, last.index) + said + address.slice(last.index + last[0].length)
}

const NUMBER_ANEW =
  /^ ((?:building|unit|room|apartment|apt|flat|block|floor|suite|no|number)? ?)[0-9]{1,5}[a-z]?(?= ?$)/
const PLACE_ANEW = /^ (?:[a-z]+ )*[0-9]+.* (?:road|street|lane|avenue|rd|st|building|community|village)\b/

export function writtenFrom({ text, at }: Folded, { from, to }: Span): string {
  return text.slice(at[from], (at[to - 1] ?? 0) + 1)
}
