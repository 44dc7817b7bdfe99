import type { Span } from '../pack.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import { hasSign, signLength } from './line-signs.ts'
import { isSame, type Line } from './merge-lines.ts'

/** 俺爸不能吃辣: only so made. */
const OF_TASTE = /[辣葱姜蒜香咸甜油糖盐硬花凉生太]/
/** How far behind it may stand that it is to go. */
const FAR = 14

/** 花卷五个，粥两碗，花卷减两个: so many are left of those. False: it is no such thing. */
export function takeFewer({ dense }: Folded, before: readonly Line[], line: Line): boolean {
  const counted = before.findLast(other => other.fate === 'wanted' && isSame(other, line) && other.quantity !== null)
  const [all, less] = [counted?.quantity?.value ?? 0, line.quantity?.value ?? 0]
  // 花卷两个，花卷多要一个
  if (counted?.quantity != null && less > 0 && hasSign('more', dense, line.mention.to)) {
    counted.quantity = { ...counted.quantity, value: all + less }
    return true
  }
  if (counted?.quantity == null || less === 0 || all <= less || !isFewer(dense, line)) return false
  counted.quantity = { ...counted.quantity, value: all - less }
  return true
}

/** 少一碗米饭 · 米饭少一碗 */
function isFewer(dense: string, { mention, quantity }: Line): boolean {
  if (hasSign('fewer', dense, mention.to)) return true
  return quantity !== null && quantity.to <= mention.from && hasSign('less', dense, quantity.from)
}

export function isLessened({ dense }: Folded, { mention: { from, to } }: Line, start: number): boolean {
  return (start < from && hasSign('less', dense, start)) || hasSign('fewer', dense, to)
}

/** 那杯酸奶是小孙儿偷按的，给抹掉 */
const BY_MISTAKE =
  /^(?:是.{1,6}[按点加订下写]的|[是]?(?:误|多|重)?(?:按|点|写|订|加|算|下)(?:错|重|多)了?的?)(?:给我?|把[它这那]个?|你?给)?$/

export function isByMistake(folded: Folded, to: number, words: readonly VocabularyHit[]): boolean {
  const word = words.find(({ kind, from }) => kind === 'removeAfter' && from >= to)
  return word !== undefined && word.from - to <= FAR && BY_MISTAKE.test(folded.dense.slice(to, word.from))
}

/** 麻婆豆腐，俺吃不了花椒: what is not eaten stands behind it. */
export function hasObject({ dense, gap }: Folded, { from, to }: Span): boolean {
  return (
    /(?:[不没能敢爱]|不能)[吃喝]$|[吃喝]不了$/.test(dense.slice(from, to)) &&
    gap[to] === NO_GAP &&
    OBJECT.test(dense.charAt(to))
  )
}

const OBJECT = /[一-鿿](?<![了的吧啊呀嘛呢哩嘞就换改来要给完饱惯动下那这])/

export function isReasoned(folded: Folded, at: number): boolean {
  const { dense, gap } = folded
  const end = at + signLength('reason', dense, at)
  return (
    end > at && !hasObject(folded, { from: at, to: end }) && (gap[end] !== NO_GAP || !OF_TASTE.test(dense.charAt(end)))
  )
}
