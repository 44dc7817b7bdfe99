import { isComposed, settledAddress } from './address-parts.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from './fold.ts'
import type { Span } from './pack.ts'
import type { Corrections } from './self-repair.ts'
import type { VocabularyHit } from './vocabulary.ts'

export interface Address extends Span {
  /** As written. */
  readonly text: string
}

const PLACE =
  /(?:大道|街道|小区|社区|家属院|家属楼|花园|家园|公寓|新村|胡同|[路街巷村镇乡苑庄]|[0-9一二三四五六七八九十]{1,4}(?:号院|号楼|栋|单元))|\b(?:road|street|lane|avenue|rd|st|building|community|village)\b/g
/** With a house number behind it a road is an address, whoever asked. */
const HOUSE =
  /(?:路|街|大道|巷|胡同|小区|花园|家园|苑|家属院|新村)(?:南|北|东|西|中)?[段头]?(?:那边|那儿)?[0-9一二三四五六七八九十]{1,5}(?:号|栋|幢|座|弄|院)/
const TAIL =
  /(?:附?[0-9一二三四五六七八九十]{1,5}(?:号院|号楼|号|院|栋|幢|座|楼|单元|室|层|户|门|弄)?|[东西南北中](?:区|院|门|段|头|边|户|单元)|[东西南北中](?=[0-9一二三四五六七八九十])|那[边儿](?=[0-9])|[甲乙丙丁]|[一-鿿]{0,7}(?:大道|街道|小区|社区|家属院|花园|家园|公寓|新村|胡同|[路街巷苑院楼])|[ -])/y
const NEXT_HOUSE =
  /[一-鿿]{0,7}(?:大道|小区|社区|家属院|花园|家园|公寓|新村|胡同|[路街巷苑院村])?[0-9一二三四五六七八九十]{1,5}(?:号院|号楼|号|院|栋|幢|座|楼|单元|室|弄)/y
const OTHER =
  /[我俺她他]?的?(?:联系)?(?:电话|手机)|[我俺她他]叫|[我俺她他]?今年|[我俺她他]?姓[一-鿿]|你们?来过|您来过|恁来过| (?:my |her |his )?(?:phone|tel|number) /
const NAME_BEFORE = 8
const LONGEST = 40
const NOT_IN_NAME = /[的了吗是在到往去送住来给把和要我俺你您改换成址家]/
const END_FILLERS = /[吧啊呀呢哦嘛哈啦谢 ]+$/

/**
 * Where the message names a place: `asked`: the address is what was asked for, then everything from the first word of
 * it; else only the words that belong to it.
 */
export function findAddress(
  folded: Folded,
  words: readonly VocabularyHit[],
  asked: boolean,
  phone: Span | null = null,
  corrections: Corrections = [],
): Address | null {
  const { dense } = folded
  const first = placeOf(dense, asked)
  if (first === null) return null
  const lead = lastLead(folded, words, first.from)
  const from = lead ?? nameStart(folded, first.from, asked)
  if (!asked && !isFirmLead(dense, lead) && !HOUSE.test(dense) && !isComposed(dense.slice(from, from + LONGEST)))
    return null
  const whole = asked || isLatin(dense, first.from)
  const to = whole ? trimmedEnd(dense, from, otherThing(dense, first.to, phone)) : tailEnd(folded, first.to)
  if (to <= first.from) return null
  const text = isLatin(dense, first.from)
    ? folded.text.slice(folded.at[from], (folded.at[to - 1] ?? 0) + 1)
    : settledAddress(folded, from, to, corrections)
  return { from, to, text }
}

/** 送到, 地址是; 在 and 到 alone lead to many things. */
function isFirmLead(dense: string, lead: number | null): boolean {
  return lead !== null && !/(?:^|[^送住改换寄搬来])[在到住搁]$/.test(dense.slice(Math.max(0, lead - 2), lead))
}

/** The first place, or the house behind it: 麻烦社区去看看我爸，他住伏牛路226号. */
function placeOf(dense: string, asked: boolean): Span | null {
  const first = firstMatch(PLACE, dense)
  const house = HOUSE.exec(dense)
  if (first === null || house === null || asked || house.index - first.to <= NAME_BEFORE) return first
  return {
    from: house.index,
    to: house.index + (/^(?:大道|胡同|小区|花园|家园|家属院|新村|.)/.exec(house[0])?.[0].length ?? 1),
  }
}

function firstMatch(pattern: RegExp, dense: string): Span | null {
  pattern.lastIndex = 0
  const match = pattern.exec(dense)
  return match === null ? null : { from: match.index, to: match.index + match[0].length }
}

/** Behind 送到, 住在, 地址改成 …: the last of them before the place, with nothing but its name between. */
function lastLead(folded: Folded, words: readonly VocabularyHit[], place: number): number | null {
  let found: number | null = null
  for (const word of words) {
    if (word.kind !== 'addressLead' || word.to > place || place - word.to > 2 * NAME_BEFORE) continue
    found = word.to
  }
  if (found === null) return null
  return folded.dense.charCodeAt(found) === 32 ? found + 1 : found
}

function nameStart(folded: Folded, place: number, asked: boolean): number {
  let from = place
  while (from > 0 && (asked || place - from < NAME_BEFORE)) {
    const broken = (folded.gap[from] ?? NO_GAP) >= (asked ? CLAUSE_GAP : 1)
    if ((broken && !asked) || NOT_IN_NAME.test(folded.dense.charAt(from - 1))) break
    from--
  }
  return from
}

function tailEnd(folded: Folded, start: number): number {
  let to = start
  while (to < folded.dense.length) {
    // Beyond a pause only what is plainly a house goes on with it: 花园路街道，纬三路12号院.
    const part = folded.gap[to] === CLAUSE_GAP ? NEXT_HOUSE : TAIL
    part.lastIndex = to
    const match = part.exec(folded.dense)
    if (match === null) break
    to += match[0].length
  }
  return to
}

function trimmedEnd(dense: string, from: number, end: number): number {
  const said = dense.slice(from, end).replace(END_FILLERS, '')
  return from + said.length
}

/** Where something else begins behind the place: a phone number, a name. */
function otherThing(dense: string, place: number, phone: Span | null): number {
  const other = OTHER.exec(dense.slice(place))
  const ends = [dense.length, other === null ? dense.length : place + other.index]
  return Math.min(...ends, phone !== null && phone.from >= place ? phone.from : dense.length)
}

function isLatin(dense: string, at: number): boolean {
  const unit = dense.charCodeAt(at)
  return unit >= 97 && unit <= 122
}
