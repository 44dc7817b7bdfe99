import type { Named } from '../pack.ts'
import { type Corrections, isCorrection } from '../self-repair.ts'
import { Covered } from '../text/covered.ts'
import { everyMatch } from '../text/every-match.ts'
import type { Folded } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import type { Claims } from '../wishes/claims.ts'
import type { Mention } from './item-mentions.ts'
import { findRefusedIngredients, type RefusedIngredient } from './refused-ingredients.ts'

/** Of these only one can be meant: what is said last. */
const EITHER: readonly (readonly string[])[] = [['no_spicy', 'less_spicy']]
/** How far behind the first what takes its place may stand. */
const REACH = 14
/** So near stand only these. */
const NEXT = 4

/** How the food is to be made, without what was taken back: 别放糖，讲错了，是少放盐 · 微辣，得了，一点辣都别搁. */
export function readDietary(
  folded: Folded,
  words: readonly VocabularyHit[],
  mentions: readonly Mention[],
  corrections: Corrections,
  claims: Claims,
): readonly string[] {
  const refused = findRefusedIngredients(folded, claims)
  const names = new Covered(folded.dense.length, mentions)
  const found: Named<string>[] = words.flatMap(word =>
    word.kind !== 'dietary' || claims.isTaken(word) || isOfName(word, names) || isEitherWay(folded, word)
      ? []
      : [{ from: word.from, to: word.to, value: word.value }],
  )
  for (const one of refused) if (!one.kept) found.push(one)
  if (found.length === 0) return []
  found.sort((a, b) => a.from - b.from || a.to - b.to)
  for (const one of found) claims.claim(one, 'dietary')
  const kept = new Map([...refused.flatMap(leftIn), ...asEver(folded.dense)])
  const last = new Map(found.map(({ value, from }) => [value, from]))
  const denied = lastDenied(folded, found, last)
  const gone = (one: Named<string>, i: number) =>
    (kept.get(one.value) ?? -1) > one.from ||
    EITHER.some(
      codes => codes.includes(one.value) && codes.some(code => (last.get(code) ?? -1) > one.to && code !== one.value),
    ) ||
    (denied.get(one.value) ?? -1) >= one.from ||
    found.slice(i + 1, i + 1 + NEXT).some(other => takesPlace(one, other, corrections))
  return [...new Set(found.filter((one, i) => !gone(one, i)).map(({ value }) => value))]
}

function leftIn({ kept, value, from }: RefusedIngredient): readonly (readonly [string, number])[] {
  return kept ? [[value, from]] : []
}

/** 少放盐，盐不少: where it is said that there may be as much of it as ever. */
function asEver(dense: string): readonly (readonly [string, number])[] {
  return everyMatch(AS_EVER, dense).map(({ 0: said, index }) => [LESS[said.charAt(0)] ?? '', index])
}

const AS_EVER = /[盐油辣](?:不(?:用|必|要)?少(?!了?[吗么])|照[放常旧]|照样放|正常)/g
const LESS: Readonly<Record<string, string>> = { 盐: 'less_salt', 油: 'less_oil', 辣: 'less_spicy' }

function takesPlace(one: Named<string>, other: Named<string>, corrections: Corrections): boolean {
  if (other.from < one.to || other.value === one.value) return false
  return other.from - one.to <= REACH && isCorrection(corrections, one, other)
}

/** Where each was denied last. */
function lastDenied(
  folded: Folded,
  found: readonly Named<string>[],
  last: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return new Map(found.filter(one => isDenied(folded, one, last)).map(({ value, from }) => [value, from]))
}

/** 不是少放盐，是少放油 */
function isDenied({ dense }: Folded, { from, value }: Named<string>, last: ReadonlyMap<string, number>): boolean {
  if (dense.slice(Math.max(0, from - 2), from) !== '不是') return false
  return [...last].some(([other, at]) => other !== value && at > from)
}

/** 甜不甜的没关系, 葱味淡一点 */
function isEitherWay({ dense }: Folded, { from, to }: VocabularyHit): boolean {
  if (/[葱姜蒜醋酒药]味/.test(dense.slice(Math.max(0, from - 2), from + 1))) return true
  return from > 0 && dense.charAt(from) === '不' && dense.charAt(from - 1) === dense.charAt(to - 1)
}

/** 不要糖 in 不要糖糕 is no diet, nor is 清真 in 清真寺街. */
function isOfName({ to }: VocabularyHit, names: Covered): boolean {
  return names.touches({ from: to - 1, to })
}
