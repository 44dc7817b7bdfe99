import type { Span } from '../pack.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from '../text/fold.ts'

const REACH = 10
/** As far as 不是要在 and rather than go. */
const REACH_BEFORE = 16
/** 不要两份要三份: what stands right behind these is not wanted. */
const REFUSED =
  /(?:(?:别|甭|莫|不要)(?:给?[我俺])?[弄整搞送写记听当看]成了?|不要|别要|甭要|不用|别|除了|\binstead of |\brather than |\bnot (?:at |on |the |for )?)$/
/** 不是两份 是三份, but 两份 啊不是 三份 takes back what stands before it. */
const DENIED = /(.?)(不是)(?:要|在|说)?$/
/** 是三份不是两份, 要粥不是面 */
const CHOSEN_BEFORE = /(?<!不)[是要][^是不]{1,6}$/
const INTERJECTION = /[啊哦噢哎唉呃喔欸诶呀]/
/** 一碗，哎不是一碗，是三碗: denied all the same. */
const BUT = /^(?:应该)?是/
/** 九点太早 · 明天我不在 · 周五不行 */
const UNFIT =
  /^(?:那天|这天|那会儿?)?(?:[我俺]|老伴)?(?:又|也|都|还是|是)?(?:要不得|太[早晚多少迟赶热冷晒黑]|忒[早晚多少热冷晒黑]|太阳[毒大晒]|不[行中成合好对算在]|没空|没时间|有事|来不及|赶不上|去不了|算了|作废|[份个]?不要了|晕了|就?算了|先?不用了)| (?:is |was )?(?:too (?:early|late|many|much)|does ?nt work|wo ?nt work|no good)/
/** 今天不吃, 明天也不用送了: only where the words end there, since 明天不要辣 is for tomorrow. */
const UNWANTED =
  /^(?:这顿|那顿|这回|[这那][份单餐天]|的)?(?:[我俺]|老伴)?(?:就|又|也|都|还是|是)?(?:先?(?:不|别|甭)(?:[用要][来送]|吃|用|要|来|去|送|订|做|开火|做饭|动火)(?:饭|了|啦|咧)?|(?:不|别|甭)(?![一二两俩仨三四五六七八九十半])[一-鿿]{2,3}了|免了|没人在?家?|约满了?|订满了?|休息|歇业|有集|停水|停电)/
/** 今儿不吃明儿吃 */
const NEXT_DAY = /^(?:[明后][天儿个日早晚]|大后|下?(?:周|星期|礼拜))/
/** 今天才吃过: of what is over nothing is asked. */
const OVER = /^(?:那[回次顿]|中午|早上|晚上)?(?:才|刚|刚刚|都|已经)?(?:吃过|来过|送过|做过|用过|说过)/
/** 要是周五不行 is no refusal yet. */
export const IF = /(?:要是|如果|如|若|万一|假如|倘若|实在|\bif )[^，]{0,14}$/
/** 周五不行就周六 names a second choice. */
const SECOND_CHOICE = /^(?:的话|[再就则便]|那[就便])/
const CHOSEN =
  /^(?:[号份碗个点]|上午|下午|早上|中午|晚上|晌午|那天|当天|送|来|的)?(?:吧|得了|好了|就好|就行|就中|就够|就可以|够了|算了吧|罢|呗|才对|才是| actually| instead| rather)/
/** 那明天, 就三份 */
const SETTLES =
  /(?:那就?|就|干脆|还是|实际上?是?|其实是?|变成?|挪到?|换到?|(?<![就打划总也])算)(?:要|来|订|改)?(?:早上|上午|中午|晌午|下午|后晌|晚上)?$/
const JOINED = /不[行中成便][^，]{0,3}[就再那则]|的话|[和跟与及或]|(?<!才)[到至]|还有|再[加来要给]|另外| (?:and|or|to) /

/** Said only to be turned down: 不是两份, 九点太早, not Thursday. `isLast`: no other of its kind is said behind it. */
export function isRejected({ dense, gap }: Folded, { from, to }: Span, isLast: boolean): boolean {
  const behind = dense.slice(to, to + REACH)
  const unfit = UNFIT.exec(behind)
  if (unfit !== null)
    return !SECOND_CHOICE.test(behind.slice(unfit[0].length)) && !IF.test(dense.slice(Math.max(0, from - REACH), from))
  const unwanted = UNWANTED.exec(behind)
  if (
    unwanted !== null &&
    !isLast &&
    (gap[to + unwanted[0].length] !== NO_GAP || NEXT_DAY.test(behind.slice(unwanted[0].length)))
  )
    return true
  if (OVER.test(behind)) return true
  if (gap[from] !== NO_GAP && !/[a-z]/.test(dense.charAt(from))) return false
  const before = dense.slice(Math.max(0, from - REACH_BEFORE), from)
  if (REFUSED.test(before)) return !/[要]不要$/.test(before)
  const denied = DENIED.exec(before)
  if (denied === null || (INTERJECTION.test(denied[1] ?? '') && !BUT.test(behind))) return false
  const at = from - denied[0].length + (denied[1] ?? '').length
  return !isLast || gap[at] !== NO_GAP || CHOSEN_BEFORE.test(dense.slice(Math.max(0, at - 8), at))
}

/** Of several values those that were not turned down, in whichever place; all, if none is left. */
export function unrejected<T extends Span>(folded: Folded, values: readonly T[]): readonly T[] {
  if (values.length < 2) return values
  const said = (value: Span) => folded.dense.slice(value.from, value.to)
  const gone = new Map<string, number>()
  for (const [i, value] of values.entries())
    if (isRejected(folded, value, i === values.length - 1)) gone.set(said(value), i)
  if (gone.size === 0) return values
  // 周四不行，周四我打针: only why not.
  const left = values.filter((value, i) => {
    const at = gone.get(said(value))
    return at === undefined || (i > at && !isTalkedOf(folded, value))
  })
  return left.length > 0 ? left : values
}

/** To a question for one value, of several that are neither joined nor all offered the last is the answer. */
export function isLastAnswer({ dense }: Folded, values: readonly Span[]): boolean {
  const last = values.at(-1)
  if (last === undefined || values.length < 2 || ALL.test(dense.slice(last.to, last.to + REACH))) return false
  return values.every(({ to }, i) => {
    const next = values[i + 1]
    return next === undefined || (next.from >= to && !JOINED.test(dense.slice(to, next.from)))
  })
}

/** 周三，周五都行 */
const ALL =
  /^(?:上午|下午|早上|中午|晚上)?(?:[都也各]|两[天顿回次]|三[天顿回次]|每|轮|一共|总共|随便|之前|以前|前|后|之后|以后|要[去上走回出]|得[去上回]|[要得](?:吃药|打针|输液|睡|接)|有事)/

/** 两点，两点要睡午觉，三点: named twice to be talked about, and then another. */
export function isReconsidered<T extends Span>({ dense }: Folded, values: readonly T[]): boolean {
  const last = values.at(-1)
  const [first, second] = values
  if (first === undefined || second === undefined || last === undefined || values.length < 3) return false
  const isTalkedAbout = meaning(first) === meaning(second) && meaning(first) !== meaning(last)
  return isTalkedAbout && values.slice(1).every(({ from }, i) => !JOINED.test(dense.slice(values[i]?.to ?? 0, from)))
}

export function meaning({ from: _from, to: _to, ...value }: Span): string {
  return JSON.stringify(value)
}

/** It goes on behind it, and nothing says that it is what is wanted: 三点我还没睡醒. */
export function isTalkedOf({ dense, gap }: Folded, { from, to }: Span): boolean {
  if (gap[to] !== NO_GAP || CHOSEN.test(dense.slice(to, to + REACH))) return false
  return !SETTLES.test(dense.slice(Math.max(0, from - REACH), from)) && !WANTED.test(dense.slice(to, to + 2))
}

/** 三点来, 十九号送 */
const WANTED = /^(?:来|送|要|[早晚]上|[上中下]午)/

/** Between two values that are one: sounds of thinking and what is left of the first. */
const HESITATION =
  /^(?:[啊哦噢呃嗯唔哎唉欸诶嗐咦哟呀吧了的啦喽儿号日呢嘞份碗个点钟 ]|那个|这个|早上|上午|中午|晌午|下午|后晌|晚上|要|送|来)*$/
/** 两个，一个不要葱: one of them. */
const OF_IT = /^(?:不|别|少|多|给|带|放|加|是|要[软烂稀稠辣])/
const LISTED = /[、&+/]/

/** 周三 周四吧: said anew right behind the first, as what is settled on, or after nothing but a pause. */
export function isRestated(folded: Folded, first: Span, second: Span, ends = false): boolean {
  const { dense } = folded
  if (second.from < first.to) return false
  if (isSaidTwice(folded, second)) return true
  if (second.from - first.to > REACH) return isSettledOn(folded, second)
  const between = dense.slice(first.to, second.from)
  if (JOINED.test(between)) return false
  const isChosen = CHOSEN.test(dense.slice(second.to, second.to + REACH))
  if (isChosen || SETTLES.test(between)) return true
  // 两个，一个寄信阳 is no second thought.
  return isBare(folded, first, second) && (!ends || folded.gap[second.to] !== NO_GAP)
}

/** 来一斤下酒，老伴瞪我，半斤半斤: but 一个一个装好. */
function isSaidTwice({ dense, gap }: Folded, { from, to }: Span): boolean {
  const end = 2 * to - from
  if (to - from < 2 || !dense.startsWith(dense.slice(from, to), to)) return false
  return gap[end] !== NO_GAP || /[吧啊呀就得行中好]/.test(dense.charAt(end))
}

/** 五点天都快黑了，算四点半: however far behind. */
function isSettledOn({ dense, gap }: Folded, { from }: Span): boolean {
  const word = /(?:那就|就|还是|干脆|算)$/.exec(dense.slice(Math.max(0, from - 3), from))
  return word !== null && gap[from - word[0].length] !== NO_GAP
}

function isBare({ text, dense, at, gap }: Folded, first: Span, second: Span): boolean {
  const behind = dense.slice(second.to, second.to + REACH)
  if (!HESITATION.test(dense.slice(first.to, second.from)) || ALL.test(behind) || OF_IT.test(behind)) return false
  let pauses = false
  for (let i = first.to; i <= second.from; i++) pauses ||= gap[i] === CLAUSE_GAP
  return pauses && !LISTED.test(text.slice(at[first.to - 1], at[second.from]))
}
