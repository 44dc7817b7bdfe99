import type { SlotType } from '../../core/reading.ts'
import type { Indexes } from '../indexes.ts'
import type { Span } from '../pack.ts'
import { Covered } from '../text/covered.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import type { Claims } from '../wishes/claims.ts'
import { findAgain } from './item-again.ts'
import { isWish } from './item-cues.ts'
import type { ItemIndex } from './item-index.ts'
import { findByIngredients } from './item-ingredients.ts'
import { findKinds } from './item-kinds.ts'
import { findLikeness } from './item-likeness.ts'
import { findByMakeup } from './item-makeup.ts'
import { findMentions, findNumbered, type Mention } from './item-mentions.ts'
import { findParts } from './item-parts.ts'
import { findPieces } from './item-pieces.ts'
import { findRice } from './item-rice.ts'
import { findDropped, findSplit } from './item-short.ts'
import { COMMON, findSlips } from './item-slips.ts'
import { findSounds, isInside } from './item-sounds.ts'
import { settleTerm } from './item-terms.ts'
import { kindOf } from './read-needs.ts'

/** Names longer than this message are looked for only as they are written. */
const LONGEST_WITH_SLIPS = 60
const LONGEST_WITH_PARTS = 120
const HAN = /[一-鿿]/
const DAY_BEHIND = /^(?:早|中午|晌|晚|上午|下午|那天|之前|以前|去|来人|上门)/

/** Items that are named, in the ways people name them, the surest first: each claims its words before the next looks. */
export function readMentions(
  folded: Folded,
  words: readonly VocabularyHit[],
  expects: readonly SlotType[],
  indexes: Indexes,
  claims: Claims,
): readonly Mention[] {
  const { dense } = folded
  const found: Mention[] = []
  const add = (mentions: readonly Mention[]) => {
    for (const mention of mentions) claims.claim(mention, kindOf(mention, indexes.items))
    // 白菜馅 is in something else.
    found.push(
      ...mentions.filter(one => (dense.charAt(one.to) !== '馅' || isFilled(one, indexes.items)) && !isOwn(dense, one)),
    )
  }
  const asked = expects.includes('items')
  const isFree = (span: Span) => claims.isFree(span)
  const known = words.filter(({ kind, from, to }) => kind !== 'sign' && to - from > 1)
  const covered = new Covered(dense.length, known)
  const isPlain = (span: Span) => isFree(span) && !covered.touches(span)
  add(findMentions(folded, indexes.items, words).filter(isFree))
  add(findNumbered(folded, indexes.items, isFree, isDayFor(dense, expects)))
  add(findSounds(folded, indexes.sounds, span => isPlain(span) && !isInside(dense, span), asked))
  add(findRice(dense, indexes.items, isFree))
  if (dense.length <= LONGEST_WITH_SLIPS) {
    add(findSlips(dense, indexes.slips, isPlain))
    add(findLikeness(folded, indexes.likeness, isFree, asked))
  }
  if (dense.length <= LONGEST_WITH_PARTS) {
    const parts = findParts(folded, indexes.parts, isPlain, asked, found).filter(part => isOfNoOther(folded, part))
    const kinds = findKinds(folded, [...found, ...parts], indexes.items, isFree)
    const others = parts.filter(part => !kinds.some(kind => kind.from < part.to && kind.to > part.from))
    const named = [...found, ...kinds]
    add([...others.map(part => settleTerm(dense, part, indexes.items, named)), ...kinds])
    add(findDropped(folded, indexes.short, isPlain, asked))
    add(findAgain(folded, found, indexes.items, isFree))
  }
  if (dense.length > LONGEST_WITH_SLIPS) return found.sort((a, b) => a.from - b.from)
  if (found.length === 0) add(findTold(folded, indexes, isPlain, asked))
  const [kind, ...others] = found
  // 杂粮的，尖顶带眼那个馍
  const meant = kind && isKindOnly(dense, kind) ? findByMakeup(dense, indexes.makeup, isPlain) : null
  if (meant !== null && others.length === 0) return [meant]
  return withoutOwnPlans(dense, found).sort((a, b) => a.from - b.from)
}

/** Where something is wanted and nothing was named: what is told of a dish, or a service by its pieces. */
function findTold(
  folded: Folded,
  indexes: Indexes,
  isFree: (span: Span) => boolean,
  asked: boolean,
): readonly Mention[] {
  if (asked || isWish(folded.dense)) {
    const dish = findByIngredients(folded.dense, indexes.ingredients, isFree)
    if (dish !== null) return [dish]
    const described = findByMakeup(folded.dense, indexes.makeup, isFree)
    if (described !== null) return [described]
    const parts = findParts(folded, indexes.parts, isFree, true).filter(
      part => part.to - part.from > 1 && standsApart(folded, part),
    )
    if (parts.length > 0) return parts.map(part => settleTerm(folded.dense, part, indexes.items))
    const split = findSplit(folded, indexes.short, isFree)
    if (split !== null) return [split]
  }
  const service = findPieces(folded, indexes.pieces, isFree)
  return service === null ? [] : [service]
}

function isKindOnly(dense: string, { from, to }: Span): boolean {
  return to - from === 1 && /那[个种]$/.test(dense.slice(Math.max(0, from - 2), from))
}

/** 打扫卫生礼拜四，啊，礼拜四俺去量血压: what one goes to oneself is only why. */
function withoutOwnPlans(dense: string, found: readonly Mention[]): Mention[] {
  const left = found.filter(({ from }) => !OWN_PLAN.test(dense.slice(Math.max(0, from - 4), from)))
  return left.length > 0 ? left : [...found]
}

const OWN_PLAN = /[我俺](?:还?[要得])?去$/

/** 俺自己下面条, 闺女给我包扁食: cooked at home. */
function isOwn(dense: string, { from, to }: Span): boolean {
  return OF_THEN.test(dense.slice(to, to + 3)) || OWN.test(dense.slice(Math.max(0, from - 8), from))
}

/** 剃头那几年, 洗澡间 */
const OF_THEN = /^那(?:[几些][天年]|会儿|阵儿?|时候)|^间/
const OWN =
  /(?:自己|自个儿?|(?:[他她]|闺女|女儿|儿子|媳妇|老伴)(?:要|会)?给[我俺])(?:下|煮|包|炒|蒸|熬|擀|烙|炖)[点个碗口]?$/

/** 豆腐 in 麻婆豆腐 and 番茄 in 番茄牛腩 are of other dishes, which may not be on the menu. */
function standsApart({ dense, gap }: Folded, { from, to }: Span): boolean {
  const isBound = (char: string) => !HAN.test(char) || COMMON.has(char)
  return (gap[from] !== NO_GAP || isBound(dense.charAt(from - 1))) && (gap[to] !== NO_GAP || isBound(dense.charAt(to)))
}

/** 糖醋排骨 is no 糖醋里脊, and 孜然羊肉 not yet 羊肉汤: with more of a name beside it, a part is of another. */
function isOfNoOther({ dense, gap }: Folded, { from, to }: Span): boolean {
  if (to - from < 2) return true
  const isBefore = gap[from] === NO_GAP && OF_NAMES.test(dense.charAt(from - 1))
  return !isBefore && !(gap[to] === NO_GAP && OF_NAMES_BEHIND.test(dense.charAt(to)))
}

/** What names of dishes are made of. */
const OF_NAMES = /[糖醋酸辣椒鱼鸡鸭牛羊猪虾瓜豆腐菇葱蒜姜麻孜然咖喱]/
const OF_NAMES_BEHIND = /[排骨里脊鸭虾串煲锅卷]/

/** 韭菜馅 tells which dumplings. */
function isFilled({ meaning }: Mention, items: ItemIndex): boolean {
  return (
    meaning.kind === 'item' &&
    items.names.some(([name, other]) => other.kind === 'item' && other.item.id === meaning.item.id && FILLED.test(name))
  )
}

const FILLED = /[饺饼馄盒]|包子|扁食|云吞/

function isDayFor(dense: string, expects: readonly SlotType[]): (span: Span) => boolean {
  const asksDay = expects.includes('date') && !expects.includes('items')
  return ({ from, to }) => asksDay || dense.charAt(from - 1) === '月' || DAY_BEHIND.test(dense.slice(to, to + 2))
}
