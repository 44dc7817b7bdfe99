import type { Mention } from './item-mentions.ts'
import type { Quantity } from './quantities.ts'

export interface Line {
  mention: Mention
  quantity: Quantity | null
  /** Its count was taken back for another, so what follows does not take back the item. */
  recounted: boolean
  fate: 'wanted' | 'removed' | 'withdrawn'
}

/** One said twice (虾仁豆腐，就是虾仁豆腐一份) is wanted once; two counts of it are added up. */
export function together(
  lines: readonly Line[],
  isRecounted: (one: Line, other: Line) => boolean = () => false,
  isListed: (one: Line, other: Line) => boolean = () => false,
): readonly Line[] {
  const kept = new Map<string, Line>()
  for (const line of settled(lines, isListed)) {
    const { meaning } = line.mention
    const key = meaning.kind === 'item' ? `${meaning.item.list} ${meaning.item.id}` : `? ${meaning.term}`
    const before = kept.get(key)
    if (before === undefined || isRecounted(before, line)) kept.set(key, line)
    else kept.set(key, { ...before, quantity: summed(before.quantity, line.quantity) })
  }
  const all = [...kept.values()]
  // 牛腩，就是西红柿炖牛肉那个: what is named needs no question.
  return all.filter(line => {
    const { meaning } = line.mention
    if (meaning.kind === 'item') return true
    const named = all.find(
      ({ mention: { meaning: one } }) => one.kind === 'item' && meaning.candidates.includes(one.item.id),
    )
    // 饺子一斤，再来半斤韭菜的: one more.
    const isCounted = named?.quantity != null && line.quantity !== null
    if (named === undefined || (isCounted && !isRecounted(line, named))) return true
    named.quantity ??= line.quantity
    return false
  })
}

/** 他说牛腩，我说羊肉，听他的，牛腩 and 拉面，面叶吧，面叶: of two the one that is named again. */
function settled(lines: readonly Line[], isListed: (one: Line, other: Line) => boolean): readonly Line[] {
  const [first, second, third] = lines
  if (lines.length !== 3 || first === undefined || second === undefined || third === undefined) return lines
  const isPlain = first.quantity === null && second.quantity === null && !isListed(first, second)
  const isNamedAgain = isSame(first, third) || isSame(second, third)
  return isPlain && isNamedAgain && !isSame(first, second) ? [third] : lines
}

/** The same item, or the same word for several. */
export function isSame({ mention: { meaning: one } }: Line, { mention: { meaning: other } }: Line): boolean {
  if (one.kind === 'item') return other.kind === 'item' && one.item.id === other.item.id
  return other.kind === 'ambiguous' && one.term === other.term
}

function summed(one: Quantity | null, other: Quantity | null): Quantity | null {
  if (one === null || other === null) return one ?? other
  const value = one.value === null || other.value === null ? null : one.value + other.value
  const grams = one.grams === null || other.grams === null ? null : one.grams + other.grams
  return { ...other, value, grams }
}

/** 俩糖糕，哦，不要糖糕: what was wanted before it was taken out. */
export function withoutTakenBack(wanted: readonly Line[], gone: readonly Line[]): readonly Line[] {
  const last = new Map(gone.map(line => [itemOf(line), line.mention.from]))
  return wanted.filter(line => line.mention.from >= (last.get(itemOf(line)) ?? 0))
}

function itemOf({ mention: { meaning } }: Line): string {
  return meaning.kind === 'item' ? meaning.item.id : `? ${meaning.term}`
}
