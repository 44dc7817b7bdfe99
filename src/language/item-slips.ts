import { isWordUnit } from './fold.ts'
import type { ItemIndex, NameMeaning } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import type { Span } from './pack.ts'

const SHORTEST = 3
const LONGEST = 8
/** Never a slip of the finger: verbs, counts and particles around a name. */
const COMMON = new Set(
  '的了吗呢吧啊呀要吃来喝点订加个碗份盘条两一二三四五六七八九十俩仨半不没别和跟给我俺你您他她是在到送今明后天早中晚上下午这那有多少大小',
)

export interface SlipIndex {
  /** Name with one character blanked → what it stands for; null when several do. */
  readonly blanked: ReadonlyMap<string, NameMeaning | null>
  /** Characters that names are made of: one of them in the wrong place is another dish, not a slip. */
  readonly known: ReadonlySet<string>
}

export function indexSlips(index: ItemIndex): SlipIndex {
  const blanked = new Map<string, NameMeaning | null>()
  const known = new Set<string>()
  for (const [text, meaning] of index.names) {
    if (isWordUnit(text.charCodeAt(0))) continue
    for (const char of text) known.add(char)
    if (meaning.kind !== 'item' || text.length < SHORTEST || text.length > LONGEST) continue
    for (let at = 0; at < text.length; at++) {
      const key = blank(text, at)
      const other = blanked.get(key)
      const isOther = other !== undefined && !(other?.kind === 'item' && other.item.id === meaning.item.id)
      blanked.set(key, isOther ? null : meaning)
    }
  }
  return { blanked, known }
}

/** Names with one wrong character (红烧揉). Only for short messages in which no name was found as it is. */
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

function slipAt(dense: string, from: number, slips: SlipIndex, isFree: (span: Span) => boolean): Mention | null {
  for (let size = Math.min(LONGEST, dense.length - from); size >= SHORTEST; size--) {
    const span = { from, to: from + size }
    if (!isFree(span)) continue
    const said = dense.slice(from, span.to)
    for (let at = 0; at < size; at++) {
      const wrong = said.charAt(at)
      if (slips.known.has(wrong) || COMMON.has(wrong) || isWordUnit(wrong.charCodeAt(0))) continue
      const meaning = slips.blanked.get(blank(said, at))
      if (meaning) return { ...span, meaning }
    }
  }
  return null
}

function blank(text: string, at: number): string {
  return `${text.slice(0, at)}?${text.slice(at + 1)}`
}
