import type { Span } from '../pack.ts'
import type { Corrections } from '../self-repair.ts'
import { everyMatch } from '../text/every-match.ts'
import { CLAUSE_GAP, type Folded, NO_GAP, SPACE_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import { isComposed, plainPlace, settledAddress } from './address-parts.ts'
import { placeAlone } from './address-pieces.ts'
import { correctedHouse, tailEnd } from './address-tail.ts'
import { addressCuts, type DeniedPlace, findDeniedPlaces, isDenied } from './denied-places.ts'
import { lastLatin, latinAddress, settledLatin, writtenFrom } from './latin-address.ts'

export interface Address extends Span {
  /** As written. */
  readonly text: string
}

const PLACE =
  /(?:广场(?!舞)|大厦|大院|宿舍|大道|街道|小区|社区|家属院|家属楼|花园|家园|公寓|新村|胡同|(?<![电线思一半])路|[街巷镇乡苑]|[村庄](?![镇乡])|[0-9一二三四五六七八九十]{1,4}(?:号院|号楼|栋|单元))|\b(?:road|street|lane|avenue|rd|st|building|community|village)\b/g
/** With a house number behind it a road is an address, whoever asked. */
const HOUSE =
  /(?:路|街|大道|巷|胡同|小区|花园|家园|苑|家属院|新村)(?:(?![路街巷送到])[一-鿿]{1,6}?(?:街坊|家属院|小区|[村苑厂院]))?(?:南|北|东|西|中)?[段头]?(?:那边|那儿)?(?:[一二三四五六七八九十]段)?(?:[0-9一二三四五六七八九十]{1,4}[巷弄]){0,2}[0-9一二三四五六七八九十百零〇]{1,6}(?:号|栋|幢|座|弄|院)/
const OTHER =
  /打(?:给?[我俺她他])?[一-鿿]{0,4}(?:电话|手机)|[我俺她他]?的?(?:联系)?(?:电话|手机)|[我俺她他]叫|[我俺她他]?今年|[我俺她他]?姓[一-鿿]|你们?来过|您来过|恁来过| (?:my |her |his )?(?:phone|tel|number) /
const NAME_BEFORE = 8
const LONGEST = 40
const NOT_IN_NAME = /[的了吗是在到往去送住来给把和要我俺你您改换成址家至]/
const END_FILLERS = /(?:就[行中好成]|就可以|(?<=[楼号院元室栋村])了|[吧啊呀呢哦嘛哈啦谢 ])+$/

/**
 * Where the message names a place: `asked`: the address is what was asked for, then everything from the first word of
 * it; else only the words that belong to it.
 */
export function findAddress(
  folded: Folded,
  words: readonly VocabularyHit[],
  asked: boolean,
  phone: Span | null = null,
  repairs: Corrections = [],
): Address | null {
  const { dense } = folded
  const denied = findDeniedPlaces(folded)
  const corrections = addressCuts(repairs, denied)
  const latin = lastLatin(folded, corrections) ?? (asked ? null : latinAddress(folded))
  if (latin !== null) return latin
  const first = placeOf(folded, words, asked, denied)
  if (first === null) return asked ? chosenOver(folded, denied) : elsewhere(folded, words, corrections, denied)
  const lead = lastLead(folded, words, first.from)
  const said = lead ?? nameStart(folded, first.from, asked)
  // 电话139…，大学路12号
  const from = phone !== null && phone.to <= first.from ? Math.max(said, phone.to) : said
  if (!asked && !isFirmLead(dense, lead) && !HOUSE.test(dense) && !isComposed(dense.slice(from, from + LONGEST)))
    return elsewhere(folded, words, corrections, denied)
  const whole = asked || isLatin(dense, first.from)
  const to = whole
    ? trimmedEnd(dense, from, otherThing(dense, first.to, phone))
    : tailEnd(folded, first.to, corrections)
  if (to <= first.from) return null
  const text = isLatin(dense, first.from)
    ? settledLatin(folded, { from, to }, corrections)
    : settledAddress(folded, from, to, corrections)
  // The house that it is not, is no day either.
  return { from, to: denied.find(one => one.from === to)?.to ?? to, text }
}

function elsewhere(
  folded: Folded,
  words: readonly VocabularyHit[],
  corrections: Corrections,
  denied: readonly DeniedPlace[],
): Address | null {
  const led = ledPlace(folded, words, corrections)
  if (led !== null) return led
  const place = placeAlone(folded, denied)
  return place && { ...place, text: writtenFrom(folded, place) }
}

/** A place without number or road, from there on, as it was left after what was taken back. */
export function plainAddress(folded: Folded, from: number, repairs: Corrections): string | null {
  const cuts = addressCuts(repairs, findDeniedPlaces(folded))
  const to = folded.dense.length
  if (!cuts.some(one => one.from > from)) return plainPlace(folded.text.slice(folded.at[from]))
  const isWestern = isLatin(folded.dense, from)
  return plainPlace(isWestern ? settledLatin(folded, { from, to }, cuts) : settledAddress(folded, from, to, cuts))
}

/** 是贾峪不是王村 */
function chosenOver(folded: Folded, denied: readonly DeniedPlace[]): Address | null {
  const place = denied.at(-1)?.chosen
  if (place === undefined || place.to - place.from < 2) return null
  const to = trimmedEnd(folded.dense, place.from, place.to)
  return { from: place.from, to, text: writtenFrom(folded, { from: place.from, to }) }
}

/** 送国棉三厂东院: without 到, only what is plainly a place and all there is. */
const PLAIN = '(?![不是搁了到给饭菜汤面粥饼包饺馍肉鱼鸡蛋和跟两二])[一-鿿]'
const SENT = new RegExp(
  `(?:送|搁|放在|放)(?![到去来给过往])((?:${PLAIN}){0,10}?(?:院内|门房|[泵水岗]房|[水电]表房|传达室|值班室|收发室|棋牌室|活动室|居委会院内|(?:门卫|门岗|对门|隔壁|邻居)老?[一-鿿]{1,3}(?:家|那儿?)|门岗|门卫室?)|(?:${PLAIN}){2,12}(?:旁边|对[面过门]|隔壁|[后前]头|跟前|底下|那家|第[一二三四五六七八九]家)|(?:${PLAIN}){1,2}[村庄寨]|(?:${PLAIN}){2,10}(?:院|厂|小区|[村庄寨镇]|[路街巷]|胡同|楼|站|学校|公司|门口|宿舍|[村庄寨屯沟店岗][东西南北]头|[村庄寨]口))`,
  'g',
)

/** 送纺织大世界东边生活区21号楼 */
const SENT_TO_HOUSE =
  /送(?![到去来给过往上])(?:(?![份碗个两到给])[一-鿿]){2,18}?[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|栋|幢|号(?:病房|住院|门诊|宿舍|教学)楼)/

const LED =
  /^(?!早上|中午|晚上|上午|下午|晌午|[今明后]|我?家|俺|楼[上下](?!棋牌室|活动室|小卖部|超市)|门口(?!传达室|值班室|小卖部|超市|门岗)|这|那|屋|来|我|[你您恁给])[一-鿿]{0,12}?(?:医院|学校|中心|图书馆|阅览室|书屋|食堂|文化站|老年大学|[养敬]老院|单位|广场|公园|大厦|酒店|车站|门卫|门岗|门房|[泵水]房|传达室|值班室|棋牌室|活动室|理发店|小卖部|卫生[院所室]|诊所|邮局|邮电所|供销社|教会|饭店|村委会|居委会|大队部|工地|车间|仓库|驿站|银行|超市|市场)/

/** 送到省中医院住院部6楼: behind such words also what is no road. */
function ledPlace(folded: Folded, words: readonly VocabularyHit[], corrections: Corrections): Address | null {
  const { dense } = folded
  for (const word of words) {
    if (word.kind !== 'addressLead' || !isFirmLead(dense, word.to)) continue
    const place = LED.exec(dense.slice(word.to, word.to + LONGEST))
    if (place === null || isBroken(folded, word.to, word.to + place[0].length)) continue
    let to = word.to + place[0].length
    if (DONE_THERE.test(dense.slice(to, to + 3))) continue
    while (to < dense.length && folded.gap[to] === NO_GAP && to - word.to < LONGEST) to++
    to = trimmedEnd(dense, word.to, to)
    return { from: word.to, to, text: writtenFrom(folded, { from: word.to, to }) }
  }
  const house = SENT_TO_HOUSE.exec(dense.slice(0, 400))
  if (house !== null && !isBroken(folded, house.index + 1, house.index + house[0].length)) {
    const [from, to] = [house.index + 1, tailEnd(folded, house.index + house[0].length, [])]
    return { from, to, text: writtenFrom(folded, { from, to }) }
  }
  for (const match of everyMatch(SENT, dense)) {
    const to = match.index + match[0].length
    const from = to - (match[1] ?? '').length
    if (folded.gap[to] === NO_GAP || isBroken(folded, from, to, SPACE_GAP)) continue
    const end = correctedHouse(folded, to, corrections) === null ? to : tailEnd(folded, to, corrections)
    return { from, to: end, text: settledAddress(folded, from, end, corrections) }
  }
  return null
}

/** 送到驿站寄出去: where something else is done. */
const DONE_THERE = /^(?:[寄取拿领看买办修干当]|上班|工作|打工|住院(?!部)|[接等]我|去)/

function isBroken({ gap }: Folded, from: number, to: number, by = CLAUSE_GAP): boolean {
  for (let i = from + 1; i < to; i++) if ((gap[i] ?? NO_GAP) >= by) return true
  return false
}

/** 送到, 地址是; 在 and 到 alone lead to many things. */
function isFirmLead(dense: string, lead: number | null): boolean {
  if (lead !== null && /(?:家|[我俺]|就)[住在]$/.test(dense.slice(Math.max(0, lead - 2), lead))) return true
  // 送两笼包子到桐柏路
  if (lead !== null && SENT_FAR.test(dense.slice(Math.max(0, lead - LONGEST), lead))) return true
  return lead !== null && !/(?:^|[^送住改换寄搬来])[在到住搁]$/.test(dense.slice(Math.max(0, lead - 2), lead))
}

const SENT_FAR = /送[一-鿿0-9]{2,20}到$/

/** The first place, or the house behind it: 麻烦社区去看看我爸，他住伏牛路226号. */
function placeOf(
  folded: Folded,
  words: readonly VocabularyHit[],
  asked: boolean,
  denied: readonly Span[],
): Span | null {
  const { dense } = folded
  const first = firstMatch(PLACE, dense, 0, denied)
  const house = HOUSE.exec(dense)
  if (first === null || house === null || asked || house.index - first.to <= NAME_BEFORE) return first
  const lead = lastLead(folded, words, first.from)
  if (lead !== null && isFirmLead(dense, lead) && !isBroken(folded, lead, first.to, SPACE_GAP)) return first
  return {
    from: house.index,
    to: house.index + (/^(?:大道|胡同|小区|花园|家园|家属院|新村|.)/.exec(house[0])?.[0].length ?? 1),
  }
}

function firstMatch(pattern: RegExp, dense: string, from: number, denied: readonly Span[] = []): Span | null {
  pattern.lastIndex = from
  for (let match = pattern.exec(dense); match !== null; match = pattern.exec(dense)) {
    const found = { from: match.index, to: match.index + match[0].length }
    if (!isDenied(denied, found)) return found
  }
  return null
}

/** Behind 送到, 住在, 地址改成 …: the last of them before the place, with nothing but its name between. */
function lastLead(folded: Folded, words: readonly VocabularyHit[], place: number): number | null {
  let found: number | null = null
  for (const word of words) {
    if (word.kind !== 'addressLead' || word.to > place || place - word.to > 2 * NAME_BEFORE) continue
    if (!WAITS.test(folded.dense.slice(word.to, place))) found = word.to
  }
  if (found === null) return null
  return folded.dense.charCodeAt(found) === 32 ? found + 1 : found
}

/** 在楼下等我就行，我家是康复街7号院 */
const WAITS = /[等接喊叫][我俺]|等着|就[行中好]/

/** 告成镇, but not 换成 */
function isOfTown(dense: string, at: number): boolean {
  return dense.charAt(at) === '成' && /[镇乡]/.test(dense.charAt(at + 1)) && !/[改换变]/.test(dense.charAt(at - 1))
}

/** 顺和路, 和平里, 公园东门往里走 */
function isOfName(dense: string, at: number, asked: boolean): boolean {
  const char = dense.charAt(at)
  if (asked && char === '往') return /[东西南北里前后左右]/.test(dense.charAt(at + 1))
  if (char !== '和') return false
  return /[顺太人祥永义信泰丰仁安中协共]/.test(dense.charAt(at - 1)) || /[平谐顺兴美睦]/.test(dense.charAt(at + 1))
}

/** 李家寨: the village of a family. */
function isFamily(dense: string, at: number): boolean {
  return (
    at > 0 &&
    dense.charAt(at) === '家' &&
    !/[我俺他她咱您你们老在的到回是]/.test(dense.charAt(at - 1)) &&
    /[庄村寨屯沟湾营店]/.test(dense.charAt(at + 1))
  )
}

function nameStart(folded: Folded, place: number, asked: boolean): number {
  let from = place
  while (from > 0 && (asked || place - from < NAME_BEFORE)) {
    const broken = (folded.gap[from] ?? NO_GAP) >= (asked ? CLAUSE_GAP : 1)
    if (
      (broken && !asked) ||
      (NOT_IN_NAME.test(folded.dense.charAt(from - 1)) &&
        !isOfTown(folded.dense, from - 1) &&
        !isOfName(folded.dense, from - 1, asked) &&
        !(asked && from === 1 && folded.dense.startsWith('和')) &&
        !isFamily(folded.dense, from - 1))
    )
      break
    from--
  }
  return from
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
