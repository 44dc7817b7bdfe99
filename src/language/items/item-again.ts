import type { Span } from '../pack.ts'
import type { Folded } from '../text/fold.ts'
import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { COMMON } from './item-slips.ts'

/** 汤还是两碗, 肉的三个: a count stands behind it. */
const COUNTED =
  /^(?:的|嘞|那个|那份)?(?:还是|就|要|改|改成|来|只要|再?[来添加减]|得|少来)?(?:[0-9]{1,2}|[一二两俩仨三四五六七八九十半])[份碗个只盘杯块笼屉斤张根条串]?/
/** 肉不要，光茄子 */
const REFUSED = /^(?:就|都|还)?(?:留着|留下|保留|照旧|不要|别要|不用|不吃|不点|不来|算了|去掉|免了|甭要)/
/** 那个肉, 那份鱼 */
const POINTED = /[那这][个份碗盘条]$/
/** 胡辣汤，不要辣的 */
const TASTE = /[要放搁加][辣甜咸]$|(?:别|不|甭|莫|少|多)要?(?:给[我俺])?[放搁加撒].$/
const NUMBER = /[0-9一两三四五六七八九十半]/
const OF = /[的嘞哩]/
const HAN = /^[一-鿿]$/
/** More are no order that is spoken of in short. */
const MOST = 6

/** What was named is named again in short: 肉包子五个素包子五个，颠倒了，肉的三个素的七个. */
export function findAgain(
  { dense }: Folded,
  mentions: readonly Mention[],
  index: ItemIndex,
  isFree: (span: Span) => boolean,
): readonly Mention[] {
  const items = mentions.filter(({ meaning }) => meaning.kind === 'item')
  if (items.length === 0 || items.length > MOST) return []
  const found: Mention[] = []
  const start = Math.min(...items.map(({ to }) => to))
  for (let at = start; at < dense.length; at++) {
    const char = dense.charAt(at)
    // 一笼 counts.
    if (NUMBER.test(dense.charAt(at - 1)) || TASTE.test(dense.slice(Math.max(0, at - 5), at + 1))) continue
    if (!HAN.test(char) || COMMON.has(char) || !isFree({ from: at, to: at + 1 })) continue
    const behind = dense.slice(at + 1, at + 9)
    if (!COUNTED.test(behind) && !REFUSED.test(behind) && !POINTED.test(dense.slice(Math.max(0, at - 2), at))) continue
    const before = items.filter(({ to }) => to <= at)
    const meant = [...new Map(before.flatMap(one => (holds(one, char, dense, index) ? [[key(one), one]] : [])))]
    const [only, ...others] = meant
    if (only !== undefined && others.length === 0)
      found.push({ from: at, to: at + (OF.test(dense.charAt(at + 1)) ? 2 : 1), meaning: only[1].meaning })
  }
  return found
}

function key({ meaning }: Mention): string {
  return meaning.kind === 'item' ? meaning.item.id : ''
}

/** In what was said of it, or in its name. */
function holds(mention: Mention, char: string, dense: string, index: ItemIndex): boolean {
  if (dense.slice(mention.from, mention.to).includes(char)) return true
  const { meaning } = mention
  return index.names.some(
    ([name, other]) =>
      meaning.kind === 'item' && other.kind === 'item' && other.item.id === meaning.item.id && name.includes(char),
  )
}
