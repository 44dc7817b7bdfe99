import type { Span } from '../pack.ts'
import { foldWord } from '../text/fold.ts'
import makeup from './dish-makeup.json' with { type: 'json' }
import type { ItemIndex, ItemKey } from './item-index.ts'
import type { Mention } from './item-mentions.ts'

/** What a dish looks like or is made of: the first of them must be told, and one more. */
const FEWEST = 2

interface ToldDish {
  readonly item: ItemKey
  readonly told: readonly (readonly string[])[]
}

/** Folded once, whatever the catalogue. */
const dishes = makeup.map(({ names, told }) => ({ names, told: told.map(words => words.map(foldWord)) }))

export type MakeupIndex = readonly ToldDish[]

/** Dishes of the menu that are commonly known, by how people describe them who miss the name. */
export function indexMakeup(index: ItemIndex): MakeupIndex {
  return dishes.flatMap(({ names, told }) => {
    const items = new Map<string, ItemKey>()
    for (const [name, meaning] of index.names) {
      if (meaning.kind !== 'item' || index.intentOf(meaning.item.list) !== 'order_meal') continue
      if (names.some(word => name.includes(word))) items.set(meaning.item.id, meaning.item)
    }
    // Of several soups of one kind the description tells none.
    const [item, ...others] = items.values()
    return item === undefined || others.length > 0 ? [] : [{ item, told }]
  })
}

/** 茄子土豆青椒烧一锅那个, 皮薄带汤的: the only dish of which so much is told. */
export function findByMakeup(dense: string, index: MakeupIndex, isFree: (span: Span) => boolean): Mention | null {
  const ranked = index
    .flatMap(({ item, told: [first = [], ...more] }) => {
      const lead = spanOf(dense, first, isFree)
      const others = more.flatMap(words => spanOf(dense, words, isFree) ?? [])
      return lead === null || others.length + 1 < FEWEST ? [] : [{ item, spans: [lead, ...others] }]
    })
    .sort((a, b) => b.spans.length - a.spans.length)
  const [best, second] = ranked
  if (best === undefined || second?.spans.length === best.spans.length) return null
  const last = best.spans.reduce((a, b) => (b.to > a.to ? b : a))
  return { ...last, meaning: { kind: 'item', item: best.item } }
}

/** Not where it is denied: 不是饺子, 鱼不要红烧的. */
function spanOf(dense: string, words: readonly string[], isFree: (span: Span) => boolean): Span | null {
  for (const word of words) {
    const from = dense.indexOf(word)
    const span = { from, to: from + word.length }
    if (from >= 0 && isFree(span) && !DENIED.test(dense.slice(Math.max(0, from - 3), from))) return span
  }
  return null
}

const DENIED = /(?:不是|不要|不吃|别|没)$/
