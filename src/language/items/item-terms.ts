import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'

/** 鸡丝面换成牛肉的: of the same kind. */
const ALIKE = 0.5
const HAN = /^[一-鿿]{2}$/

/** 饺子，韭菜鸡蛋的一斤半: a term of several items is the one of which more is said elsewhere. */
export function settleTerm(
  dense: string,
  mention: Mention,
  { names }: ItemIndex,
  others: readonly Mention[] = [],
): Mention {
  const { meaning } = mention
  if (meaning.kind !== 'ambiguous') return mention
  // 饺子，要素的: together they are one.
  if (others.some(other => other.meaning.kind === 'item' && meaning.candidates.includes(other.meaning.item.id)))
    return mention
  const kinds = new Set(others.map(({ to }) => dense.charAt(to - 1)))
  const scores = meaning.candidates.map(id => {
    const all = names.flatMap(([name, other]) => (other.kind === 'item' && other.item.id === id ? [name] : []))
    const isAlike = all.some(name => kinds.has(name.slice(-1)))
    return {
      id,
      isMeat: all.some(name => MEAT.test(name.replaceAll('鸡蛋', ''))),
      score: Math.max(0, ...all.map(name => told(dense, name.replace(meaning.term, ' ')))) + (isAlike ? ALIKE : 0),
    }
  })
  const plain = MEATLESS.test(dense) ? scores.filter(({ isMeat }) => !isMeat) : []
  if (plain.length === 1) return settled(mention, meaning.list, plain[0]?.id)
  const [best, second] = scores.toSorted((a, b) => b.score - a.score)
  if (best === undefined || best.score === second?.score || best.score === 0) {
    // 里头有羊肉的: of what it is made.
    if (/[的嘞哩里]/.test(dense.charAt(mention.to))) return mention
    const [head, ...more] = meaning.candidates.filter(id => isHead(meaning.term, id, names))
    return head === undefined || more.length > 0 ? mention : settled(mention, meaning.list, head)
  }
  return settled(mention, meaning.list, best.id)
}

/** 鱼 is 清蒸鲈鱼 before it is 鱼香肉丝, and 豆腐 家常豆腐 before 豆腐脑: the dish is what the name ends with. */
function isHead(term: string, id: string, names: ItemIndex['names']): boolean {
  return (
    HAN_TERM.test(term) &&
    names.some(([name, other]) => other.kind === 'item' && other.item.id === id && name.endsWith(term))
  )
}

const HAN_TERM = /^[一-鿿]+$/

/** 扁食，不要肉的 · 俺娘吃斋，来碗面: the only one without meat. */
const MEATLESS = /吃[斋素]|[要点来]素|(?:不|别|甭)(?:要|吃|沾|搁|放)(?:大|猪|羊|牛)?肉/
const MEAT = /[肉鸡鸭鹅鱼虾牛羊猪荤骨]/

function settled(mention: Mention, list: string, id = ''): Mention {
  return { ...mention, meaning: { kind: 'item', item: { list, id } } }
}

/** How many pairs of characters of the rest of a name are said. */
function told(dense: string, rest: string): number {
  let pairs = 0
  for (let i = 0; i + 1 < rest.length; i++) {
    const pair = rest.slice(i, i + 2)
    if (HAN.test(pair) && dense.includes(pair)) pairs++
  }
  return pairs
}
