import { type Folded, NO_GAP } from '../text/fold.ts'
import type { Quantity } from './quantities.ts'

/** 没一个想吃, 多少钱一份, 那一份, 老三: what stands before it makes it no count. */
const NONE_BEFORE = /(?:没|没有|[给帮替][我俺]?挑|多少钱|几块钱?|几块|啥价|怎么卖|咋卖)$/
const POINTED = /[那这哪]$/
const PRICED = /(?<!外)卖$/
const ASKED_PRICE = /(?:多少钱|几块钱?|啥价|咋卖|怎么卖)(?:呀|啊|一[份碗个])?$/
const THING = /^(?:菜(?![角盒包饼馍团])|饭|样)/
const MORE = /再[添加来要]/
const RANK = /^[二三四五六七八九]$/
/** 一人俩 */
const EACH = /^一人(?=[一二两三四五六七八九半俩仨各0-9])/
/** 一根都不能有 */
const NOT_ONE = /^(?:都|也)(?:不|没|别|甭)/
/** 一块炒, 一块吃: together. */
const TOGETHER = /^(?:儿)?[炒吃送来煮做去聊说走烧炖拌住过]/
/** 帮俺一把, 一笔勾销 */
const LEND = /[帮搭扶拉推拽][我俺你他她]?$/
const STRIKE = /^笔?勾销/
const AS_BEFORE = /^[都就也]?(?:照|正常|一样|随便|[不别甭少多]|要[^不了])/
const TOGETHER_WITH = /^(?:都|一[块起并样]|全|各|$)/
const SETTLES = /^[吧就得罢]/

/** Counts without those that count nothing, and without 十 in 要十…十二个, which was only begun. */
export function trueCounts(folded: Folded, found: readonly Quantity[]): readonly Quantity[] {
  return found.filter((quantity, i) => !isFalse(folded, quantity) && !isBegun(folded, quantity, found[i + 1]))
}

function isFalse({ dense, gap }: Folded, { from, to, value }: Quantity): boolean {
  const said = dense.slice(from, to)
  const before = gap[from] === NO_GAP ? dense.slice(Math.max(0, from - 4), from) : ''
  if (RANK.test(said) && before.endsWith('老')) return true
  // 那俩锅盔再添仨
  if (POINTED.test(before) && MORE.test(dense.slice(to, to + 8))) return true
  // 卖十二？ · 五块？
  if (PRICED.test(before) || (ASKED_PRICE.test(dense.slice(Math.max(0, from - 8), from)) && /块$/.test(said)))
    return true
  // 人多了俩 · 那俩菜
  if (/[多少]了$/.test(before) || (POINTED.test(before) && /^[俩仨]$/.test(said) && THING.test(dense.slice(to))))
    return true
  // 擦玻璃跟洗油烟机这俩一块
  if (
    /[这那]$/.test(before) &&
    /^(?:[俩仨]|[两三四][样个种道])$/.test(said) &&
    TOGETHER_WITH.test(dense.slice(to, to + 2))
  )
    return true
  // 三碗，一碗少盐，那两碗照常: those that were ordered.
  if (POINTED.test(before) && AS_BEFORE.test(dense.slice(to, to + 3))) return true
  if (value !== 1) return false
  const behind = gap[to] === NO_GAP ? dense.slice(to, to + 3) : ''
  if (EACH.test(said + behind)) return true
  if ((said === '一把' && LEND.test(before)) || STRIKE.test(behind)) return true
  if (NONE_BEFORE.test(before) || NOT_ONE.test(behind)) return true
  if (said === '一块') return TOGETHER.test(behind) || behind.startsWith('一块') || dense.endsWith('一块', from)
  return POINTED.test(before) && said.length > 1 && !SETTLES.test(behind)
}

/** Right behind a pause comes the number that was meant. */
function isBegun({ dense, gap }: Folded, { from, to, measured }: Quantity, next: Quantity | undefined): boolean {
  if (next === undefined || measured || !next.measured) return false
  return gap[next.from] !== NO_GAP && /^ ?$/.test(dense.slice(to, next.from)) && next.from > from
}
