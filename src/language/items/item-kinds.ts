import type { Span } from '../pack.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'

/** What several dishes are called behind what tells them apart. */
const KINDS = ['饺', '扁食', '包', '面', '粥', '汤', '饼', '饭', '粽', '馄饨']
const SAME_KIND: Readonly<Record<string, string>> = { 扁食: '饺' }
const TOLD = /[一-鿿]{1,4}(?=(?:馅儿?)?(?:[的嘞哩]|那[种个]))/g
/** 辣的, 热的: how it is to be, not which. */
const WHICH = /^(?:[素肉荤]|.{2,})$/
const OPENS = /(?<![不别甭])[要来上换成做送碗个斤份笼张半]$/
const MARK = /^(?:馅儿?)?(?:[的嘞哩]|那[种个])/
const GOES_ON = /[一二两三四五六七八九十俩仨半各来要吧就也和跟了0-9]/
/** More are no order that is spoken of in short. */
const MOST = 6

/** 肉饺子一斤，再来一斤素的 · 烩面换成素的: of the kind that was named another, by what tells it apart. */
export function findKinds(
  { dense, gap }: Folded,
  mentions: readonly Mention[],
  index: ItemIndex,
  isFree: (span: Span) => boolean,
): readonly Mention[] {
  if (mentions.length === 0 || mentions.length > MOST) return []
  const found: Mention[] = []
  for (const match of dense.matchAll(TOLD)) {
    const to = match.index + match[0].length
    const end = to + (MARK.exec(dense.slice(to, to + 4))?.[0].length ?? 0)
    if (gap[end] === NO_GAP && !GOES_ON.test(dense.charAt(end))) continue
    for (let from = match.index; from < to; from++) {
      const opens = gap[from] !== NO_GAP || OPENS.test(dense.slice(Math.max(0, from - 2), from))
      if (!opens || !WHICH.test(dense.slice(from, to)) || !isFree({ from, to: end })) continue
      const meant = kin(dense.slice(from, to).replace(/馅儿?$/, ''), mentions, index)
      if (meant === null) continue
      found.push({ from, to: end, meaning: meant })
      break
    }
  }
  return found
}

function kin(told: string, mentions: readonly Mention[], { names }: ItemIndex): Mention['meaning'] | null {
  const kinds = new Set(mentions.flatMap(({ meaning }) => kindsOf(meaning, names)))
  const meant = names.flatMap(([name, meaning]) =>
    meaning.kind === 'item' &&
    name.includes(told) &&
    !name.endsWith(told) &&
    kindsIn(name).some(kind => kinds.has(kind))
      ? [meaning]
      : [],
  )
  const [first] = meant
  return first !== undefined && meant.every(({ item }) => item.id === first.item.id) ? first : null
}

function kindsOf(meaning: Mention['meaning'], names: ItemIndex['names']): readonly string[] {
  const ids = meaning.kind === 'item' ? [meaning.item.id] : meaning.candidates
  return names.flatMap(([name, other]) => (other.kind === 'item' && ids.includes(other.item.id) ? kindsIn(name) : []))
}

function kindsIn(name: string): readonly string[] {
  return KINDS.filter(kind => name.includes(kind)).map(kind => SAME_KIND[kind] ?? kind)
}
