import type { Span } from '../pack.ts'
import type { Corrections } from '../self-repair.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import { foldTable } from '../text/fold-table.ts'

const N = '[0-9一二三四五六七八九十百零〇两幺洞拐勾]{1,5}'
/** What an address is made of, the largest first. */
const PARTS: readonly RegExp[] = [
  /[一-鿿]{1,5}?(?:新区|(?<![小社院])区|县|市)/y,
  /[一-鿿]{1,5}?(?:[镇乡]|街道)/y,
  /[一-鿿]{1,8}?(?:大道|(?<!铁)路(?!街道)|街(?!道)|巷|胡同)/y,
  /[一-鿿]{1,8}?(?:小区|社区|花园(?!路)|家园|家属院|公寓|新村|苑|庭|府|城|[村庄](?![镇乡]))/y,
  /[东西南北前后](?:院|区|头|门)/y,
  new RegExp(`第?${N}(?:小?组|队|排)`, 'y'),
  new RegExp(`${N}(?:号楼|栋|幢|座)`, 'y'),
  new RegExp(`${N}号院`, 'y'),
  new RegExp(`${N}号(?!楼)`, 'y'),
  new RegExp(`(?:${N}|[东西南北中])单元`, 'y'),
  new RegExp(`${N}(?:楼|层)`, 'y'),
  new RegExp(`${N}(?:室|户)?(?![期组队排])`, 'y'),
  /[东西南北中][户屋]/y,
]
const ROAD = 2
const LEAD =
  /^(?:寒舍|舍下|敝处)?(?:位于|坐落在)|^(?:现在|如今)[我俺]?(?:搬到|住在?|在|是)|^(?:新|现在的?)?地址(?:应该)?(?:是|改成|改为|换成)|^门牌号?(?:码|是)?|^(?:应该)?(?:就|还)?是|^应该(?=[0-9一二三四五六七八九十东西南北])|^(?:嗯|呃|哦|噢|啊|唉|哎|唔|咦|那个|就|还是|改成|送到|送去|(?:已经|早就)?搬到|写|填|登记|报|记|送|[我俺]?(?:家里头?|家(?!属))(?=[一-鿿]{2})|[我俺](?:在|住在?)|住?在|[我俺]是?(?=[0-9一二三四五六七八九十]))+/
export const PLACE_LIKE =
  /[0-9路街巷号楼栋座院区县市村庄镇乡园苑庭府城层室户厦塔场店校站桥门口寨屯沟湾营厂岗]|单元|对面|对过|旁边|边上|边儿|隔壁|附近|[前后东西南北里外上下][头面边]|往[前后东西南北]|胡同|大道|宿舍|公寓|隔墙|供销社|卫生|学校|学堂|医院|银行|商店|超市|市场|大队|村委|祠堂|庙|加油站|小卖部|诊所|饭店|邮局|大槐树|桥头|河边|第[0-9一二三四五六七八九十]{1,2}[家户个排]|[0-9一二三四五六七八九十]{1,2}[组队]$|[东西南北]$|^[零一二三四五六七八九十百两幺洞拐勾]{2,5}$/
/** 给我送, 就写: said before the place. */
const SAID_BEFORE =
  /^(?:麻烦|请|还是|那|就|先|你|您|恁)*(?:[给帮替][我俺])?(?:送到|送去|送往|送|写|填|放在|放|搁|住在|住|在|到|往)+/
/** Asked or told of something else. */
const OTHERWISE = /[你您恁谁啥咋怎吗呢几]|多少|没有|打字|领导|告诉|材料|申请|批|[编編][号號]|案子|[补補]助/

/** Asked where: words that name a place without any number, as people in villages do; else null. */
export function plainPlace(text: string): string | null {
  if (!PLACE_LIKE.test(text) || OTHERWISE.test(text)) return null
  const said = withoutRemarks(text)
    .replace(SAID_BEFORE, '')
    .replace(/^那?就(?=[一-鿿]{3})/, '')
    .replace(/(?:就(?:[行中好成]|可以)|[吧呗啊呀哩嘞哦了，。！ ])+$/, '')
  return said.length >= 2 ? said : null
}

/** 门牌掉了，就在邮电所对面: without what is said about it at either end. */
function withoutRemarks(text: string): string {
  const pieces = [...text.matchAll(/[^，,。；;！!\s]+/g)]
  const isOfPlace = ([piece]: RegExpExecArray) => !ABOUT.test(piece)
  const [first, last] = [pieces.find(isOfPlace), pieces.findLast(isOfPlace)]
  return first === undefined || last === undefined ? text : text.slice(first.index, last.index + last[0].length)
}

/** 快点, 电话: said about the place or the way, no part of it. */
const ABOUT =
  /门铃|敲窗|敲墙|坏着|锁着|掉了|没挂|就是[我俺]家|[去前]年|着过火|出过|[勿莫]|认得|认识|熟人|mind the|门上|贴着|挂着|福字|按门铃|快点|赶紧|别送错|记得|敲门|到了|打电话|谢谢|等着|腿脚|找不|知道|不会|跟人|麻烦|说过了|^[我俺]们?[村庄院]$|还没说|没说清|电铃|应门|[别甭]上楼|不用上楼|[放搁]着?就[行中好]|^(?:(?:还是)?那个)?(?:小区|院|楼)$/
/** 那是老房子: what was said before it is not the address. */
const ABOUT_FORMER =
  /^那是|[路街巷村院]还是[一-鿿]{1,6}[路街巷村院]|^(?:不过|现在|又|换)*(?:单元|楼|门)了$|以前|原来|老房|旧房|老家(?!属)|搬走|早搬|搬[了家]|不住|是(?:[俺我他她]的?)?[一-鿿]{0,3}(?:邻居|对门|亲戚)|是[俺我他她][一-鿿]{1,4}(?:家|那儿?)$|^[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|号|单元|栋|楼)是[一-鿿]{2,4}(?:家|那儿?)$/
/** 火车站西广场，不对，搬了，一马路37号院: nothing of the former place is left. */
const MOVED = /^[我俺]?(?:家|们)?(?:都|早|已经|早就)?搬(?:了|走了|家了)$/
/** Named to find the place by, which takes nothing back. */
const LANDMARK =
  /靠近|挨着|旁边|对面|对过|附近|交叉|路口|口儿?$|拐角|往[东南西北]|跟前|后头|前头|后面|前面|^(?:第|头一|从|进|过|顺着?|沿着?|穿过|拐进)|进去|往里|村[头口里]/

/** An address without what was said about it, and with what was taken back in its final form. */
export function settledAddress(folded: Folded, from: number, to: number, corrections: Corrections): string {
  let settled = ''
  let denied = false
  let end = 0
  for (const piece of pieces(folded, from, to, corrections)) {
    if (piece.to <= piece.from) continue
    const said = written(folded, piece)
    // 9号，不是9号，19号: what is said again is what goes.
    if (settled !== '' && piece.corrects && settled.endsWith(said)) denied = true
    else if (settled === '' || (said.length > settled.length && said.includes(settled))) settled = said
    else if (piece.corrects || denied) {
      settled = replaced(settled, said)
      denied = false
    } else if (piece.from > end && restates(settled, said)) settled = replaced(settled, said)
    else if (piece.from > end && isSaidAgain(settled, said)) continue
    else if (piece.from > end && settled.endsWith(startOf(said))) settled += said.slice(startOf(said).length)
    else
      settled += written(folded, { from: end, to: piece.to }).slice(written(folded, { from: end, to: end + 1 }).length)
    end = piece.to - 1
  }
  return settled.replace(BEGUN_ANEW, '')
}

/** 十三号楼 in 不是三号楼是十三号楼陇海路家属院13号楼: the whole is said behind it. */
const BEGUN_ANEW =
  /^[0-9一二三四五六七八九十]{1,3}[号號][楼樓](?=[一-鿿]{2,10}[0-9一二三四五六七八九十]{1,3}[号號][楼樓])/

/** 2单元，2单元401: its first part, where it has more. */
function startOf(said: string): string {
  return FIRST_PART.exec(said)?.[0] ?? said
}

const FIRST_PART = /^.{0,6}?(?:单元|号楼|栋|幢|座|号院|号|路|街|小区)(?=.)/

/** 大学路四十号，四十四号: its first part is of a kind that was said before. */
function restates(settled: string, said: string): boolean {
  const kind = kindAt(simplified(said), 0)
  if (kind < 0 || LANDMARK.test(said)) return false
  const plain = simplified(settled)
  for (let at = 0; at < settled.length; ) {
    const part = kindAt(plain, at)
    if (part === kind) return settled.slice(at) !== said
    at = part < 0 ? at + 1 : (PARTS[part]?.lastIndex ?? at) || at + 1
  }
  return false
}

/** 四十四号，四十四 */
function isSaidAgain(settled: string, said: string): boolean {
  return said.length > 1 && settled.replace(/(?:号楼|号院|单元|[号楼栋室层户])$/, '').endsWith(said)
}

function kindAt(address: string, at: number): number {
  return PARTS.findIndex(part => {
    part.lastIndex = at
    return part.test(address)
  })
}

interface Piece extends Span {
  readonly corrects: boolean
}

/** Cut at pauses and corrections; those at either end that name no place are left out. */
function pieces(folded: Folded, from: number, to: number, corrections: Corrections): readonly Piece[] {
  const cuts = Map.groupBy(
    corrections.filter(cut => cut.from >= from && cut.to <= to),
    cut => cut.from,
  )
  const found: Piece[] = []
  let start = from
  let corrects = false
  const close = (end: number) => {
    if (end <= start) return
    const lead = LEAD.exec(folded.dense.slice(start, end))?.[0] ?? ''
    const isLed = /[是成为该]$|^(?:现在|如今)/.test(lead) && found.length > 0
    found.push({ from: start + lead.length, to: end, corrects: corrects || isLed })
    corrects = false
  }
  for (let at = from; at < to; at++) {
    const cut = cuts.get(at)?.[0]
    if (cut !== undefined && cut.from >= start) {
      close(cut.from)
      corrects = true
      start = cut.to
    } else if (at > start && folded.gap[at] !== NO_GAP) {
      close(at)
      start = at
    }
  }
  close(to)
  return between(folded.dense, found)
}

function between(dense: string, all: readonly Piece[]): readonly Piece[] {
  const isPlace = ({ from, to }: Piece) => PLACE_LIKE.test(dense.slice(from, to)) && !ABOUT.test(dense.slice(from, to))
  const first = all.findIndex(isPlace)
  if (first < 0) return all
  const kept: Piece[] = []
  let corrects = false
  for (const piece of all.slice(first, all.findLastIndex(isPlace) + 1)) {
    // 说岔了，那是我哥家，我在中岳大街52号: what corrects comes behind the excuse.
    const isFormer = ABOUT_FORMER.test(dense.slice(piece.from, piece.to))
    if (MOVED.test(dense.slice(piece.from, piece.to))) kept.length = 0
    if (isFormer || (!isPlace(piece) && piece.corrects)) corrects = true
    else {
      kept.push({ ...piece, corrects: piece.corrects || corrects })
      corrects = false
    }
  }
  return kept
}

/** As long as it was, with 號 as 号, since an address stays in the script it was written in. */
function simplified(address: string): string {
  const table = foldTable()
  let plain = ''
  for (let i = 0; i < address.length; i++) {
    const unit = address.charCodeAt(i)
    plain += unit > LATIN ? String.fromCharCode(table[unit] ?? unit) : address.charAt(i)
  }
  return plain
}

const LATIN = 0x2e80

function written(folded: Folded, { from, to }: Span): string {
  if (to <= from) return ''
  return folded.text.slice(folded.at[from], (folded.at[to - 1] ?? 0) + 1)
}

/** Nobody lives at more; only its end is changed. */
const LONGEST = 120

/** `said` takes the place of the last part of its kind and of all behind it. */
function replaced(address: string, said: string): string {
  const [plainAddress, plainSaid] = [simplified(address), simplified(said)]
  const kind = kindAt(plainSaid, 0)
  const part = PARTS[kind]
  if (part === undefined) return address + said
  let last = -1
  // 面粉厂家属院3号楼，不对，金水路7号: where none of its kind was said, nothing finer is left either.
  let finer = -1
  for (let at = Math.max(0, address.length - LONGEST); at < address.length; at++) {
    part.lastIndex = at
    if (part.test(plainAddress)) {
      last = at
      at = part.lastIndex - 1
    } else if (last < 0 && finer < 0 && kindAt(plainAddress, at) > kind) finer = at
  }
  if (last < 0) return (finer < 0 ? address : address.slice(0, finer)) + said
  return address.slice(0, last) + said + (kind === ROAD ? behindRoad(address, last, said) : '')
}

/** 文化路12号，不是文化路，文明路: the house stays the same. */
function behindRoad(address: string, at: number, said: string): string {
  const road = PARTS[ROAD]
  if (road === undefined) return ''
  road.lastIndex = 0
  if (!road.test(simplified(said)) || road.lastIndex < said.length) return ''
  road.lastIndex = at
  return road.test(simplified(address)) ? address.slice(road.lastIndex) : ''
}

/** Several kinds of parts in a row (金水区花园路) are an address, whoever asked. */
export function isComposed(dense: string): boolean {
  let from = 0
  let kinds = 0
  for (const part of PARTS.slice(0, 4)) {
    part.lastIndex = from
    if (!part.test(dense)) continue
    kinds++
    from = part.lastIndex
  }
  return kinds >= 2 || VILLAGE.test(dense) || CROSSING.test(dense)
}

/** 万山路跟郑上路交叉口 */
const CROSSING = /^[一-鿿]{1,5}(?:路|街|大道)[与和跟][一-鿿]{1,5}(?:路|街|大道)(?:交叉|十字)?路?口/
/** 大金店镇梅村 */
const VILLAGE = /^[一-鿿]{1,5}(?:[镇乡]|街道)[一-鿿]{1,5}(?:[村庄寨屯沟岗]|社区)/
