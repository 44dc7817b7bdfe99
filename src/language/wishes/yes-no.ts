import type { OpenForReading } from '../../core/reading.ts'
import { PACKS } from '../packs.ts'
import { type Folded, foldWord, isWordUnit, NO_GAP } from '../text/fold.ts'
import { plainly, spellings } from '../text/spellings.ts'
import { isWholeWord } from '../text/vocabulary.ts'
import { findOption } from './options.ts'
import { LONGEST_WHOLE, wholeMessage } from './whole-message.ts'

export type YesNo = 'yes' | 'no'

const words = new Map<string, YesNo>()
for (const { words: said } of PACKS) {
  for (const word of said.yes) words.set(foldWord(word), 'yes')
  for (const word of said.no) words.set(foldWord(word), 'no')
}
/** 行行行好好好 */
const MANY_YESES = /^(?:[行好对中是嗯可成]{3,12}|种{3,12})$/
/** 要不 and 好不好 are not answers. */
const OPEN_ENDED = /^要不|(?<!不)([^不])不\1/

/** The whole reply is yes or no: 中 · 不中 · 好的好的 · 没错 · yes please. */
export function wholeYesNo(dense: string): YesNo | null {
  if (OPEN_ENDED.test(dense)) return null
  if (dense.length > 2 && MANY_YESES.test(dense)) return 'yes'
  const once = unrepeated(dense)
  return wholeMessage(dense, said) ?? (once === dense ? null : wholeMessage(once, said))
}

const said = (form: string) => words.get(form) ?? words.get(unrepeated(form)) ?? null

/** Where the reply is only the beginning: 对，两份 and, with the option 1 for 对, 1 再要俩馍. The last counts: 不对，哦，对对. */
export function leadingYesNo(folded: Folded, options: OpenForReading['options']): YesNo | null {
  let last: YesNo | null = null
  let isOnward = false
  let isDoubted = false
  for (const part of [...parts(folded), lastPart(folded)]) {
    if (isThrownBack(part) || (last === 'yes' && AMISS.test(part))) return 'no'
    const said = partYesNo(part, options)
    // 好，别急，让我再想想，不要 ends in a refusal; 不对，是三份，好 does not end in a yes, unless the no was a slip.
    if (!isOnward || said === 'no' || isDoubted || AFTER_ALL.test(part)) last = said ?? last
    if (said === null && last === null && !isFiller(part)) return null
    if (said === null && !isFiller(part)) isOnward = true
    if (SLIP.test(part)) isDoubted = true
  }
  return last
}

/** 对对，哎地址不对 */
const AMISS =
  /^(?:[哎唉哦呀诶]|哎呀)?(?:地址|门牌|楼号|电话|号码|时间|日子|日期|份数|数量|菜)(?:可|还|有点|怎么|咋)?(?:不对|不是|错)/

/** 手一抖喊错了: what was said before it was not meant. */
const SLIP = /[说喊按点打看听记弄搞][错岔反混]|错了|手[一]?[抖滑]|嘴瓢|口误|改主意|反悔|还是/
/** 那就中: what was said before is given up. */
const AFTER_ALL = /^(?:那就?|还是|算了|就)(?=.)/
/** 中啥中, 行什么行 */
const THROWN_BACK = /(.)(?:啥|什么|个啥|个屁)\1/

function isThrownBack(part: string): boolean {
  return THROWN_BACK.test(part)
}

function isFiller(part: string): boolean {
  const plain = plainly(part)
  return fillers.has(plain) || takenBack.has(plain)
}

/** 算了不要了, 哦还是要吧: without the words that take back what was said before. */
function anew(part: string, most = MOST_TAKEN_BACK): string {
  const plain = plainly(part)
  const word = beforeAnew.get(plain.at(0))?.find(one => plain.length > one.length && plain.startsWith(one))
  return word === undefined || most === 0 || wholeYesNo(part) !== null
    ? part
    : anew(part.slice(word.length).trim(), most - 1)
}

/**
 * What a reply amounts to that says yes or no somewhere (太贵了吧，不要), for when nothing else was meant. A no outweighs a
 * yes: what is refused can be asked for again. `isOpen`: it is said that there is no answer yet, which only ends in one
 * where that is firm (让我想想，嗯，要).
 */
export function leaningYesNo(folded: Folded, isOpen = false): YesNo | null {
  const last = lastPart(folded)
  const end = last.length < folded.dense.length ? wholeYesNo(last) : null
  if (end !== null && !EVASIVE.test(folded.dense) && (end === 'no' || FIRM.test(last))) return end
  if (isOpen) return null
  if (folded.dense.length > LONGEST_LEANING || OPEN_ENDED.test(folded.dense) || EVASIVE.test(folded.dense)) return null
  const said = [...parts(folded), lastPart(folded)].flatMap(part => wholeYesNo(part) ?? [])
  if (said.length > 0) return said.includes('no') && said.at(-1) !== 'yes' ? 'no' : (said.at(-1) ?? null)
  let { dense } = folded
  const holds = (word: string) => holdsWord(dense, word)
  const firm = agreeing.some(holds)
  for (const word of agreeing) if (holds(word)) dense = dense.replaceAll(word, ' ')
  if (refusing.some(holds)) return 'no'
  return firm ? 'yes' : null
}

const FIRM = /^(?:我|俺|那|就|那就)?(?:要|[订定]|下单|这么定|都?依你|听你的|咁)(?:吧|了|啦)?$/

/** 问我老伴去，我不管: no answer of one's own. */
const EVASIVE = /问.{0,6}[去吧]|[我俺]不(?:管|知道|清楚|懂|晓得)|[你您恁](?:看着|定吧|说了算)/
const LONGEST_LEANING = 24
const agreeing = PACKS.flatMap(({ words: { agreeing: all } }) => all.map(foldWord))
const refusing = PACKS.flatMap(({ words: { refusing: all } }) => all.map(foldWord))

function holdsWord(dense: string, word: string): boolean {
  const at = dense.indexOf(word)
  if (at > 0 && '不没别甭非未'.includes(dense.charAt(at - 1))) return false
  return at >= 0 && (!isWordUnit(word.charCodeAt(0)) || isWholeWord(dense, at, at + word.length))
}

function lastPart({ dense, gap }: Folded): string {
  let from = dense.length
  while (from > 0 && (from === dense.length || gap[from] === NO_GAP)) from--
  return dense.slice(from).trim()
}

const spelled = (word: string) => spellings(word, {})
const fillers = new Set(
  PACKS.flatMap(({ words: said }) => [...said.fillersBefore, ...said.fillersAfter]).flatMap(spelled),
)
const takenBack = new Set(PACKS.flatMap(({ words: said }) => [...said.repair, ...said.doubt]).flatMap(spelled))
const beforeAnew = Map.groupBy([...takenBack, ...fillers], word => word.at(0))
/** Nobody says more of such words; without an end a message of nothing else would take long. */
const MOST_TAKEN_BACK = 40
const MOST_PARTS = 5

function partYesNo(part: string, options: OpenForReading['options']): YesNo | null {
  // Where no options are listed, 1 and 2 are what was printed: 1 对 2 不对.
  if (options.length === 0 && (part === '1' || part === '2')) return part === '1' ? 'yes' : 'no'
  const option = findOption(part, options)
  if (option === null) return wholeYesNo(anew(part))
  const said = (options[option]?.() ?? []).map(word => wholeYesNo(foldWord(word)))
  return said.find(yesNo => yesNo !== null) ?? null
}

/** What stands between pauses, but the last part, which goes on about something. */
function* parts({ dense, gap }: Folded): Generator<string> {
  let from = 0
  for (let to = 1, found = 0; to < dense.length && found < MOST_PARTS; to++) {
    if (gap[to] === NO_GAP) continue
    const part = dense.slice(from, to).trim()
    if (part !== '') yield part
    from = to
    found++
  }
}

/** 对对对 → 对, 好的好的 → 好的 */
function unrepeated(form: string): string {
  for (let size = 1; size <= Math.min(form.length / 2, LONGEST_WHOLE); size++) {
    if (form.length % size === 0 && form.startsWith(form.slice(size))) return form.slice(0, size)
  }
  return form
}
