import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import type { Line } from './merge-lines.ts'

/** 牛肉一斤: of those that it may be the only one that is sold by weight. */
export function soldByWeight({ mention, quantity }: Line, index: ItemIndex): Mention {
  const { meaning } = mention
  if (quantity?.grams == null || meaning.kind === 'item') return mention
  const weighed = meaning.candidates.filter(id => index.facts({ list: meaning.list, id })?.units.includes('斤'))
  const [id, ...more] = weighed
  if (id === undefined || more.length > 0) return mention
  return { ...mention, meaning: { kind: 'item', item: { list: meaning.list, id } } }
}
