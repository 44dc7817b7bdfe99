import { calledFigure } from '../figures/called-figures.ts'
import type { TimeAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'

const F = '0-9零〇一幺二两三四五六七八九洞拐勾'
/** Figures with letters, a point or a hyphen beside them, of a house, a year, a sum or a measure are no hour. */
const NO_HOUR_BEFORE = `[a-z#.:/-]|(?<!(?:at|by|around|before|after|till|until)) |[话位个尾]是?|(?:编|单|账|卡|房|门|证|型|工|第|数|密)[号码]*[是为]?|[号码][是为]?|[栋座幢楼院室路街巷元价钱费款资金共总约缴收补发欠罚高低钟台只]|转[给了]?[一-鿿]{0,3}|(?<!量)血[压糖]|[花交扣领借]了?|每月|个月|不到|才`
const NO_HOUR_BEHIND = `[a-z.:/-]|[年室栋楼座幢院户层弄元块毛克斤公份人口毫米里字瓦转条步度几号届级万千百十亿株平卡头天那个]|[多来][块个年岁斤米人]`
const CLOCK = new RegExp(
  `(?<=(?:[周期拜][一二三四五六日天]|^|[^${F}]))(?<!${NO_HOUR_BEFORE})([0-9零〇一幺二两洞][${F}][零〇一幺二两三四五洞0-5][${F}])(?![${F}])(?:(?: ?(?:hours?|hrs?|h)(?![a-z]))|小时(?=[前整开出到送来])|时(?!候|间)|点整?|(?!${NO_HOUR_BEHIND}))`,
  'g',
)
/** To the question at what time the hour may be of one figure: 730, 拐三洞. */
const ASKED = new RegExp(
  `^(?:就|要|在|那)?([零〇一幺二两三四五六七八九洞拐勾0-9])([0-5零〇一幺二两三四五洞][${F}])(?![${F}年室栋楼座院层块元])`,
)
/** 一二三四 and 1234 may be anything; this is how hours are called, and nobody is asked to come at 1234. */
const CALLED = /[0-9洞拐勾幺]|零零|〇〇$/

/** 1730, 0900, 幺拐三洞: hours of four figures, as soldiers and railwaymen give them. `asked`: for a time. */
export function calledTimes(dense: string, asked: boolean): readonly TimeAt[] {
  const found = everyMatch(CLOCK, dense).flatMap(({ 0: whole, 1: said = '', index }) => {
    const figures = inFigures(said)
    const [hour, minute] = [Number(figures.slice(0, 2)), Number(figures.slice(2))]
    if (hour > 23 || (!asked && (!CALLED.test(said) || minute % 5 > 0))) return []
    return [{ from: index, to: index + whole.length, hour, minute, settled: true }]
  })
  const short = asked && found.length === 0 ? ASKED.exec(dense) : null
  if (short === null) return found
  const [whole, hour = '', minutes = ''] = short
  return [
    { from: 0, to: whole.length, hour: Number(inFigures(hour)), minute: Number(inFigures(minutes)), settled: false },
  ]
}

function inFigures(said: string): string {
  return [...said].map(char => calledFigure(char) ?? char).join('')
}
