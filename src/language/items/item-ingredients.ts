import type { Span } from '../pack.ts'
import { Automaton } from '../text/automaton.ts'
import { foldWord, isWordUnit } from '../text/fold.ts'
import food from './food-words.json' with { type: 'json' }
import type { ItemIndex, ItemKey } from './item-index.ts'
import type { Mention } from './item-mentions.ts'

/** Two of what a dish is made of tell it, where no other has both. */
const FEWEST = 2

interface Word {
  readonly text: string
  readonly group: number
}

export interface IngredientIndex {
  readonly words: readonly Word[]
  readonly automaton: Automaton
  /** Which ingredients each dish is made of. */
  readonly dishes: readonly { readonly item: ItemKey; readonly groups: ReadonlySet<number> }[]
}

const tooCommon = new Set(food.tooCommon.map(foldWord))
/** 茄 in 番茄 is no eggplant. */
const groups = food.alike.map(group =>
  group.map(foldWord).filter(word => !isWordUnit(word.charCodeAt(0)) && !tooCommon.has(word)),
)

export function indexIngredients(index: ItemIndex): IngredientIndex {
  const dishes = new Map<string, { item: ItemKey; groups: Set<number> }>()
  for (const [name, meaning] of index.names) {
    if (meaning.kind !== 'item' || index.intentOf(meaning.item.list) !== 'order_meal') continue
    const dish = dishes.get(meaning.item.id) ?? { item: meaning.item, groups: new Set<number>() }
    for (const [group, words] of groups.entries()) if (words.some(word => name.includes(word))) dish.groups.add(group)
    dishes.set(meaning.item.id, dish)
  }
  const words = groups.flatMap((group, number) => group.map(text => ({ text, group: number })))
  return { words, automaton: new Automaton(words.map(({ text }) => text)), dishes: [...dishes.values()] }
}

/** The dish made of what is told of it: 豆腐里头有虾那个, 鱼身上盖着面条的. */
export function findByIngredients(
  dense: string,
  { words, automaton, dishes }: IngredientIndex,
  isFree: (span: Span) => boolean,
): Mention | null {
  const said = new Map<number, Span>()
  automaton.scan(dense, (index, to) => {
    const word = words[index]
    if (word === undefined) return
    const span = { from: to - word.text.length, to }
    if (isFree(span) && !said.has(word.group)) said.set(word.group, span)
  })
  if (said.size < FEWEST) return null
  const ranked = dishes
    .map(({ item, groups }) => ({ item, told: [...said].filter(([group]) => groups.has(group)) }))
    .filter(({ told }) => apart(told.map(([, span]) => span)) >= FEWEST && isAll(told, [...said]))
    .sort((a, b) => b.told.length - a.told.length)
  const [best, second] = ranked
  if (best === undefined || second?.told.length === best.told.length) return null
  const last = best.told.map(([, span]) => span).reduce((a, b) => (b.to > a.to ? b : a))
  return { ...last, meaning: { kind: 'item', item: best.item } }
}

/** Something else in it makes it another dish, which may not be on the menu. */
function isAll(told: readonly (readonly [number, Span])[], said: readonly (readonly [number, Span])[]): boolean {
  return said.every(([group, { from, to }]) =>
    told.some(([other, span]) => other === group || (span.from <= from && span.to >= to)),
  )
}

/** How many of them do not overlap: 面 in 面条 is one ingredient. */
function apart(spans: readonly Span[]): number {
  let end = 0
  let count = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from < end) continue
    count++
    end = to
  }
  return count
}
