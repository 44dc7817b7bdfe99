import { addDays, addMonths, type CivilDate } from '../../core/civil-time.ts'
import { COUNT, number, weekday } from './month-days.ts'

type Rule = readonly [pattern: RegExp, read: (groups: readonly string[], today: CivilDate) => CivilDate | null]

/** Days counted from the one that is now: 大后天, 再过三天, 两周后. */
export const DAYS_FROM_TODAY: readonly Rule[] = [
  [
    new RegExp(
      `(?:再?过|隔|再?等)?个?${COUNT}天(?:以?后|之后|头上)|(?:再[过等]|(?<![经度])过)个?${COUNT}天(?!了还|也没)`,
    ),
    ([days, more], today) => addDays(today, number(days ?? more)),
  ],
  [
    new RegExp(`从?今[天儿日]个?(?:往后|起|开始)(?:再)?(?:数|算|过)?${COUNT}天`),
    ([days], today) => addDays(today, number(days)),
  ],
  [/隔一?天(?!一)|隔日/, (_, today) => addDays(today, 2)],
  [/(?:再?过)?半个?月(?:以后|之后|后)/, (_, today) => addDays(today, 15)],
  [/(?:下个?|一个?)(?:周|星期|礼拜)(?:以后|之后|后)?的?今[天儿]/, (_, today) => addDays(today, 7)],
  [
    /(下+)个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7]|[^0-9]{0,2}[一二三四五六日天](?:上午|下午))/,
    ([next = ''], today) => weekday(today, '一', next.length),
  ],
  [
    new RegExp(`(?:再?过)?${COUNT}个?(?:星期|礼拜|周)(?:以后|之后|后)`),
    ([weeks], today) => addDays(today, 7 * number(weeks)),
  ],
  [new RegExp(`(?:再?过)?${COUNT}个月(?:以后|之后|后)`), ([months], today) => addMonths(today, number(months))],
  // 三日后, but 十八日后.
  [
    /(?<![月初0-9零一二三四五六七八九十])([两二三四五六七八九])日(?:以|之)?后/,
    ([days], today) => addDays(today, number(days)),
  ],
  [/大大后[天儿日]/, (_, today) => addDays(today, 4)],
  [/大后(?:天|儿个|儿|日|个(?!月|人))|[外老万]后[天儿日]/, (_, today) => addDays(today, 3)],
  [/后(?:天|儿个|儿|日|个(?!月|人)|(?=[早晚](?!晌)))/, (_, today) => addDays(today, 2)],
  [/赶明儿?(?=[上下]午|早|晚|[晌清])/, (_, today) => addDays(today, 1)],
  [/赶明儿?/, () => null],
  [/明后(?:两)?[天日]/, (_, today) => addDays(today, 1)],
  [/今明(?:两)?[天日]/, (_, today) => today],
  [/听(?:日|晚|朝)/, (_, today) => addDays(today, 1)],
  [
    /明(?:仔[载在]|天|儿个|儿|日|个儿|个|(?=[早晚晌黑夜清午]|[上中下头前后][午晌]|傍晚|起早|大早|过[午晌]))/,
    (_, today) => addDays(today, 1),
  ],
  [/今(?:天|儿个|儿|日|个儿|个|(?=[早晚晌黑夜晨午]|[上中下头前后][午晌]|傍晚|大早|过[午晌]))/, (_, today) => today],
]
