import type { Span } from '../pack.ts'
import { isWordUnit } from '../text/fold.ts'
import type { ItemIndex, NameMeaning } from './item-index.ts'
import type { Mention } from './item-mentions.ts'

const SHORTEST = 3
const LONGEST = 8
/** Never a slip of the finger: verbs, counts and particles around a name. */
export const COMMON = new Set(
  '的了吗呢吧啊呀要吃来喝点订加个碗份盘条两一二三四五六七八九十俩仨半不没别和跟给我俺你您他她是在到送今明后天早中晚上下午这那有多少大小去来说看用需有就还再也都可能会想做斤克公钱元块毛袋瓶只根张包盒杯串锅买卖捎带时点号月日周几哪高低',
)

export interface SlipIndex {
  /** Name with one character blanked, left out, or changed with its neighbour → what it stands for; null when several do. */
  readonly slipped: ReadonlyMap<string, NameMeaning | null>
  /** Characters that names are made of: one of them in the wrong place is another dish, not a slip. */
  readonly known: ReadonlySet<string>
}

export function indexSlips(index: ItemIndex): SlipIndex {
  const slipped = new Map<string, NameMeaning | null>()
  const known = new Set<string>()
  const names = new Set(index.names.map(([text]) => text))
  for (const [text, meaning] of index.names) {
    if (isWordUnit(text.charCodeAt(0))) continue
    for (const char of text) known.add(char)
    if (meaning.kind !== 'item' || text.length < SHORTEST || text.length > LONGEST) continue
    const isService = index.intentOf(meaning.item.list) === 'order_service'
    for (const form of slipsOf(text)) {
      // 去医院 is not yet 陪去医院, nor 一台油烟机 洗油烟机.
      if (isService && (form === text.slice(1) || form === blank(text, 0))) continue
      if (names.has(form)) continue
      const other = slipped.get(form)
      const isOther = other !== undefined && !(other?.kind === 'item' && other.item.id === meaning.item.id)
      slipped.set(form, isOther ? null : meaning)
    }
  }
  return { slipped, known }
}

function slipsOf(text: string): readonly string[] {
  const forms: string[] = []
  for (let at = 0; at < text.length; at++) {
    // 斤鸡蛋 is no 蒸鸡蛋: of a short name both ends must stand.
    if (text.length > SHORTEST || at === 1) forms.push(blank(text, at))
    if (text.length > SHORTEST) forms.push(text.slice(0, at) + text.slice(at + 1))
    const next = text.charAt(at + 1)
    if (next !== '') forms.push(text.slice(0, at) + next + text.charAt(at) + text.slice(at + 2))
  }
  return forms
}

/** Names with one character wrong, left out or in the wrong place (红烧揉, 西红柿鸡蛋, 烧红肉). */
export function findSlips(dense: string, slips: SlipIndex, isFree: (span: Span) => boolean): readonly Mention[] {
  const found: Mention[] = []
  let from = 0
  while (from < dense.length) {
    const mention = slipAt(dense, from, slips, isFree)
    if (mention !== null) found.push(mention)
    from = mention?.to ?? from + 1
  }
  return found
}

/** The longest that starts here: all but one of its characters are those of names. */
function slipAt(dense: string, from: number, slips: SlipIndex, isFree: (span: Span) => boolean): Mention | null {
  let wrong: number | null = null
  let best: Mention | null = null
  for (let to = from + 1; to <= Math.min(dense.length, from + LONGEST); to++) {
    const char = dense.charAt(to - 1)
    if (!slips.known.has(char)) {
      if (wrong !== null || COMMON.has(char) || isWordUnit(char.charCodeAt(0))) break
      wrong = to - 1 - from
    }
    if (to - from < SHORTEST) continue
    const said = dense.slice(from, to)
    const meaning = slips.slipped.get(wrong === null ? said : blank(said, wrong))
    if (meaning && isFree({ from, to })) best = { from, to, meaning }
  }
  return best
}

function blank(text: string, at: number): string {
  return `${text.slice(0, at)}?${text.slice(at + 1)}`
}
