import { type Folded, NO_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import { isSame, type Line } from './merge-lines.ts'

/** 烧鸡吃腻了，桶子鸡吧: not wanted, but never ordered either. */
const OF_REASON =
  /^(?:[都也老]|一直|[我俺她他](?:老伴|女婿|儿子|闺女|爸|妈|爹|娘)?|老伴|女婿|大夫[说叫])*(?:可?不敢[吃喝]|[吃喝]不了|不[能叫让][吃喝]|不爱[吃喝]|[吃喝]腻了|[吃喝]多了|[吃喝]够了)/
/** 俺爸不能吃辣: only so made. */
const OF_TASTE = /[辣葱姜蒜香咸甜油糖盐硬花凉生太]/
/** 火烧少一个 */
const FEWER =
  /^(?:少|减)[来要掉去]?[0-9一二两俩仨三四五六七八九十]{1,2}(?:[份碗个只盘杯块笼屉张根条串]|$)(?!.{0,2}[0-9一二两俩仨三四五六七八九十][份碗个只盘杯块笼屉张根条串])/
/** How far behind it may stand that it is to go. */
const FAR = 14

/** 花卷五个，粥两碗，花卷减两个: so many are left of those. False: it is no such thing. */
export function takeFewer({ dense }: Folded, before: readonly Line[], line: Line): boolean {
  const counted = before.findLast(other => other.fate === 'wanted' && isSame(other, line) && other.quantity !== null)
  const [all, less] = [counted?.quantity?.value ?? 0, line.quantity?.value ?? 0]
  if (
    counted?.quantity == null ||
    less === 0 ||
    all <= less ||
    !FEWER.test(dense.slice(line.mention.to, line.mention.to + 12))
  )
    return false
  counted.quantity = { ...counted.quantity, value: all - less }
  return true
}

export function isLessened({ dense }: Folded, { mention: { from, to } }: Line, start: number): boolean {
  const isFewer = start < from && /少[来要送]?$/.test(dense.slice(Math.max(0, start - 2), start))
  return isFewer || FEWER.test(dense.slice(to, to + 12))
}

/** 那杯酸奶是小孙儿偷按的，给抹掉 */
const BY_MISTAKE =
  /^(?:是.{1,6}[按点加订下写]的|[是]?(?:误|多|重)?(?:按|点|写|订|加|算|下)(?:错|重|多)了?的?)(?:给我?|把[它这那]个?|你?给)?$/

export function isByMistake(folded: Folded, to: number, words: readonly VocabularyHit[]): boolean {
  const word = words.find(({ kind, from }) => kind === 'removeAfter' && from >= to)
  return word !== undefined && word.from - to <= FAR && BY_MISTAKE.test(folded.dense.slice(to, word.from))
}

export function isReasoned({ dense, gap }: Folded, at: number): boolean {
  const end = at + (OF_REASON.exec(dense.slice(at, at + 9))?.[0].length ?? 0)
  return end > at && (gap[end] !== NO_GAP || !OF_TASTE.test(dense.charAt(end)))
}
