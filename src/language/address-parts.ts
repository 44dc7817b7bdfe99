import { type Folded, NO_GAP } from './fold.ts'
import type { Span } from './pack.ts'
import type { Corrections } from './self-repair.ts'

const N = '[0-9一二三四五六七八九十百零〇两]{1,5}'
/** What an address is made of, the largest first. */
const PARTS: readonly RegExp[] = [
  /[一-鿿]{1,5}?(?:新区|区|县|市)/y,
  /[一-鿿]{1,8}?(?:大道|路|街|巷|胡同)/y,
  /[一-鿿]{1,8}?(?:小区|社区|花园|家园|家属院|公寓|新村|苑|庭|府|城|村|庄|镇|乡)/y,
  new RegExp(`${N}(?:号楼|栋|幢|座)`, 'y'),
  new RegExp(`${N}号院?`, 'y'),
  new RegExp(`${N}单元`, 'y'),
  new RegExp(`${N}(?:楼|层)`, 'y'),
  new RegExp(`${N}(?:室|户)?`, 'y'),
]
const LEAD =
  /^(?:现在|如今)[我俺]?(?:搬到|住在?|在|是)|^(?:新|现在的?)?地址(?:应该)?(?:是|改成|改为|换成)|^(?:应该)?(?:就|还)?是|^(?:嗯|呃|哦|噢|啊|那个|就|还是|改成|送到|[我俺]?(?:家里头?|家)(?=[一-鿿]{2})|[我俺](?:在|住在?)|住?在)+/
const PLACE_LIKE =
  /[0-9路街巷号楼栋座院区县市村庄镇乡园苑庭府城层室户厦塔场店校站桥门口]|单元|对面|对过|旁边|边上|边儿|隔壁|附近|[前后东西南北里外上下][头面边]|往[前后东西南北]|胡同|大道|宿舍|公寓|隔墙|供销社|卫生|学校|学堂|医院|银行|商店|超市|市场|大队|村委|祠堂|庙|加油站|小卖部|诊所|饭店|邮局|大槐树|桥头|河边|[东西南北]$|^[零一二三四五六七八九十百]{2,5}$/
/** 快点, 电话: said about the place or the way, no part of it. */
const ABOUT = /快点|赶紧|别送错|记得|敲门|到了|打电话|谢谢|等着|腿脚|找不|知道|不会|跟人|麻烦/
/** 那是老房子: what was said before it is not the address. */
const ABOUT_FORMER = /^那是|以前|原来|老房|旧房|老家|搬走/

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
    else if (settled === '') settled = said
    else if (piece.corrects || denied) {
      settled = replaced(settled, said)
      denied = false
    } else if (piece.from > end && settled.endsWith(startOf(said))) settled += said.slice(startOf(said).length)
    else
      settled += written(folded, { from: end, to: piece.to }).slice(written(folded, { from: end, to: end + 1 }).length)
    end = piece.to - 1
  }
  return settled
}

/** 2单元，2单元401: its first part, where it has more. */
function startOf(said: string): string {
  return FIRST_PART.exec(said)?.[0] ?? said
}

const FIRST_PART = /^.{0,6}?(?:单元|号楼|栋|幢|座|号院|号|路|街|小区)(?=.)/

interface Piece extends Span {
  readonly corrects: boolean
}

/** Cut at pauses and corrections; those at either end that name no place are left out. */
function pieces(folded: Folded, from: number, to: number, corrections: Corrections): readonly Piece[] {
  const cuts = corrections.filter(cut => cut.from >= from && cut.to <= to)
  const found: Piece[] = []
  let start = from
  let corrects = false
  const close = (end: number) => {
    if (end <= start) return
    const lead = LEAD.exec(folded.dense.slice(start, end))?.[0] ?? ''
    const isLed = /[是成为]$|^(?:现在|如今)/.test(lead) && found.length > 0
    found.push({ from: start + lead.length, to: end, corrects: corrects || isLed })
    corrects = false
  }
  for (let at = from; at < to; at++) {
    const cut = cuts.find(one => one.from === at)
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
    if (!isPlace(piece) && (piece.corrects || ABOUT_FORMER.test(dense.slice(piece.from, piece.to)))) corrects = true
    else {
      kept.push({ ...piece, corrects: piece.corrects || corrects })
      corrects = false
    }
  }
  return kept
}

function written(folded: Folded, { from, to }: Span): string {
  if (to <= from) return ''
  return folded.text.slice(folded.at[from], (folded.at[to - 1] ?? 0) + 1)
}

/** `said` takes the place of the last part of its kind and of all behind it. */
function replaced(address: string, said: string): string {
  for (const part of PARTS) {
    part.lastIndex = 0
    if (!part.test(said)) continue
    let last = -1
    for (let at = 0; at < address.length; at++) {
      part.lastIndex = at
      if (!part.test(address)) continue
      last = at
      at = part.lastIndex - 1
    }
    return last < 0 ? address + said : address.slice(0, last) + said
  }
  return address + said
}

/** Several kinds of parts in a row (金水区花园路) are an address, whoever asked. */
export function isComposed(dense: string): boolean {
  let from = 0
  let kinds = 0
  for (const part of PARTS.slice(0, 3)) {
    part.lastIndex = from
    if (!part.test(dense)) continue
    kinds++
    from = part.lastIndex
  }
  return kinds >= 2
}
