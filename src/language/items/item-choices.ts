import { type Folded, NO_GAP } from '../text/fold.ts'
import { isSame, type Line } from './merge-lines.ts'

/** 太凉, 吃腻了, 怕刺, 那别洗了: said of what was named before, so that another is wanted in its place. */
const NOT_IT =
  /^(?:这|那|上回|昨天|老|都|又|是|真|可|有点|怕|嫌|[他她它我俺]|老伴|孩子|孙子|孙女)*(?:太|忒|过于|怪)(?:凉|腻|油|辣|硬|咸|甜|贵|烫|干|酸|麻|撑|疼|费牙|重口)|^.{0,4}(?:腻|吃够|吃伤|吃烦)(?:了|人)|^.{0,4}(?:吃|咬|嚼|消化|克化|受)不(?:动|了|下|惯|起)(?![辣葱姜蒜咸甜油糖硬])|^.{0,6}(?:吃|喝)(?:了|完|多了|过)?(?:就|要|会|老|得|总|[我俺])*(?:跑|拉肚|肚子?|胀|反酸|烧心|不舒服|难受|哕|吐)|^(?:老|总|都|就)*(?:怕|担心)(?:滑|摔|跌)|^.{0,3}(?:塞牙|上火|扎嘴|卡嗓|卡喉|没味|怕刺|刺多)|^(?:不是)?(?:昨[天儿日]?个?|夜儿?个?|今[天儿]?个?|头天|刚|才|前[天儿]|中午|早上|晌午)(?:才|刚)?吃[过了]|(?:那就?|还是|就|先)(?:别|不|甭)(?:用|想|要)?[一-鿿]{1,2}了|^(?:上个?(?:礼拜|周|星期|月|次|回)|昨[天儿日]个?|前[几两]?[天儿]|刚|才|已经|都)+[一-鿿]{1,2}过了/
/** 理发，哦不，理发上礼拜理过了，修脚 */
const WAS_DONE = /^(?:上个?(?:礼拜|周|星期|月|次|回)|昨[天儿日]个?|前[几两]?[天儿]|刚|才|已经|都)+[一-鿿]{1,2}过了/
const REACH = 20
/** 抱歉，再加一份: nothing is taken back. */
export const ADDED =
  /再[加来要添给]|[也还]要|另[加外要]|[加添][个一两份碗]|\band,? (?:let me |well |um+ |er+ |uh |also |maybe )/
/** sour noodles actually: whatever stands between them. */
const FIRMLY_BEHIND = /^(?:才对|才是| actually\b| instead\b| rather\b)/
/** 原想吃烧鸡，牙不行，来碗粥 */
const ONCE = /(?:原|本)[来本]?(?:想|打算|准备|说)[吃要点订来喝做弄]?[个碗份点]?$/
/** 馒头有没有？没有就窝头 */
const IF_NOT = /^(?:还)?(?:有没有|有[吗么不]|没有[吗么]?).{0,4}(?:没有?|冇)(?:的话)?就/
/** 疙瘩汤得了, 大肉饺子吧 */
const SETTLED_BEHIND = /^(?:吧|得了|好了|算了|罢|呗|就(?:行|中|好|得|可以))/
/** 就腐竹了 */
const SETTLED_BEFORE = /(?:就|还是|干脆|不如|改)(?:吃|来|要|点|订|做|擦|个|碗|份|点儿?)*$/
/** Told of how it is made, which is no thinking it over. */
const OF_MAKING = /[放搁加辣盐糖葱蒜姜软烂]/

const REFUSED = /(?<!要)不[要来吃]了/

/** What is settled on takes the place of what was only thought of, or found wanting, before. */
export function settleOn(folded: Folded, lines: readonly Line[]): void {
  for (const [i, line] of lines.entries()) {
    const next = lines.slice(i + 1).find(other => other.fate === 'wanted' && !isSame(other, line))
    if (line.fate !== 'wanted' || !(isFoundWanting(folded, line, next) || isOfLastTime(folded, line, next))) continue
    const isGone = lines.slice(0, i).some(other => other.fate === 'withdrawn' && isSame(other, line))
    const isRefused = next !== undefined && REFUSED.test(between(folded, line, next))
    if (!isGone && !isRefused && (next === undefined || ADDED.test(between(folded, line, next)))) continue
    line.fate = 'withdrawn'
    // 糖糕两个，糖糕太甜了不要了，再来个花卷
    if (isRefused || WAS_DONE.test(folded.dense.slice(line.mention.to, line.mention.to + REACH)))
      for (const same of lines.slice(0, i)) if (isSame(same, line)) same.fate = 'withdrawn'
  }
  const wanted = lines.filter(({ fate }) => fate === 'wanted')
  const last = wanted.at(-1)
  const before = wanted.slice(0, -1)
  if (last === undefined) return
  if (isTurnedFrom(folded, before, last)) for (const line of before) line.fate = 'withdrawn'
  if (before.some(({ quantity }) => quantity !== null) || !isSettled(folded, last)) return
  const others = before.filter(line => !isSame(line, last))
  const [only] = others
  const isNamedAgain =
    others.length < before.length || lines.some(line => line.fate === 'withdrawn' && isSame(line, last))
  if (only === undefined || (!isNamedAgain && (others.length > 1 || !isThoughtOver(folded, only, last)))) return
  for (const line of others) line.fate = 'withdrawn'
}

/** 上回酸辣粉把我爸辣着了，这回要鸡蛋面 */
const LAST_TIME =
  /(?:上回|上次|上顿|昨[天儿个晚]|前天|夜儿个?)(?:才|刚|又)?(?:送|订|吃|喝|点|做|要)?(?:那个?|的是?|了|过)?$/
const THIS_TIME = /(?:这回|这次|这顿|今[天儿晚]|换个|改)/

function isOfLastTime(folded: Folded, line: Line, next: Line | undefined): boolean {
  const { from } = line.mention
  if (next === undefined || !LAST_TIME.test(folded.dense.slice(Math.max(0, from - 7), from))) return false
  return THIS_TIME.test(between(folded, line, next))
}

function isFoundWanting(folded: Folded, line: Line, next: Line | undefined): boolean {
  const { dense } = folded
  const { mention, quantity } = line
  if (next !== undefined && isOutdone(folded, line, next)) return true
  const to = Math.min(mention.to + REACH, next?.mention.from ?? dense.length)
  const behind = dense.slice(mention.to, to)
  // 水煮鱼一份，昨天才吃过
  const counted = quantity !== null && quantity.from >= mention.to ? dense.slice(quantity.to, to) : ''
  return (
    NOT_IT.test(behind) ||
    NOT_IT.test(counted) ||
    IF_NOT.test(behind) ||
    ONCE.test(dense.slice(Math.max(0, mention.from - 6), mention.from))
  )
}

/** 天天白菜，来份茄子 */
const OFTEN = /(?:天天|顿顿|老是|总是|又是|一直|成天)(?:都|就)?(?:是|吃|喝|给|送|来)*$/
/** 老伴说辣, 怕甜 */
const DISLIKED =
  /^.{0,6}(?:说|嫌|怕|觉得|觉着)[它这那]?(?:太|忒|有点|怪|老)?(?:凉|腻|油|辣|硬|咸|甜|贵|烫|干|酸|麻|冰|刺)/
/** 八宝粥有没有，甜吧, 扣肉肥不肥 */
const ASKED_ABOUT = /^(?:还)?(?:有没有|有[吗么不没]|.{0,3}(?:甜|辣|咸|肥|硬|油|凉|多|烂)(?:不|吧|吗|么))/
/** 那豆腐脑, 那来碗粥 */
const THEN = /那(?:(?:就|还是)?(?:来|要|换|吃|喝|订|点)(?:[个碗份盘条]|[一二两三四五俩仨][个碗份盘条]?)?|就)?$/

/** Something was said against it, or asked, and then another is settled on. */
function isOutdone(folded: Folded, line: Line, next: Line): boolean {
  const { dense, gap } = folded
  const { from, to } = line.mention
  if (OFTEN.test(dense.slice(Math.max(0, from - 6), from))) return true
  const start = Math.min(next.mention.from, next.quantity?.from ?? next.mention.from)
  const then = THEN.exec(dense.slice(Math.max(to, start - 6), start))
  const isThen = then !== null && gap[start - then[0].length] !== NO_GAP
  if (!isThen && !isSettled(folded, next)) return false
  const end = Math.max(to, line.quantity?.to ?? 0)
  const behind = dense.slice(end, Math.min(end + REACH, start))
  return DISLIKED.test(behind) || (isThen && ASKED_ABOUT.test(behind))
}

/** 菠菜，菠菜草酸高，我有结石，白菜: named again to be talked about, and then another. */
function isTurnedFrom({ dense, gap }: Folded, before: readonly Line[], { mention }: Line): boolean {
  const [first, second, ...more] = before
  if (first === undefined || more.length > 0 || before.some(({ quantity }) => quantity !== null)) return false
  if (FIRMLY_BEHIND.test(dense.slice(mention.to, mention.to + 10))) return second === undefined
  return (
    second !== undefined &&
    isSame(first, second) &&
    gap[second.mention.to] === NO_GAP &&
    gap[first.mention.to] !== NO_GAP
  )
}

export function isSettled({ dense }: Folded, { mention: { from, to } }: Line): boolean {
  return SETTLED_BEHIND.test(dense.slice(to, to + 4)) || SETTLED_BEFORE.test(dense.slice(Math.max(0, from - 6), from))
}

/** 素饺子，哎哟我这老寒胃，吃大肉饺子吧: something stands between them, and a pause on either side of it. */
function isThoughtOver(folded: Folded, first: Line, last: Line): boolean {
  const said = between(folded, first, last)
  if (ADDED.test(said) || /[和跟也]/.test(said) || OF_MAKING.test(said)) return false
  const pauses = [...said].filter((_, i) => i > 0 && folded.gap[first.mention.to + i] !== NO_GAP).length
  return folded.gap[first.mention.to] !== NO_GAP && pauses > 0
}

function between({ dense }: Folded, first: Line, second: Line): string {
  return dense.slice(first.mention.to, second.mention.from)
}
