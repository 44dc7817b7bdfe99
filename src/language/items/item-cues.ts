import type { Span } from '../pack.ts'
import type { Folded } from '../text/fold.ts'

/** Right before or behind what may be an item, so that it is asked for and not only talked about. */
const LEADS =
  /(?:的是|不是.{1,5}是|[要来吃喝订点整弄买送换加留带盛下做成把有个份碗盘杯斤条张笼根屉块只盒袋瓶俩仨两半和跟]|[0-9一二三四五六七八九十]|想|那个|来点|弄点|\b(?:one|two|three|four|five|six|ten|[0-9]+|couple of|some|the|a|of|with|and|any|have|want|order|get|like|send) )$/
const FOLLOWS =
  /^(?:斤半|[的嘞哩]?(?:那|这)[个份碗盘样道种款类]|[0-9一二两俩仨三四五六七八九十半各来要一加添多少减]|去掉|不要|别要|换|改|弄成|加到|减到|(?:别|不要|不|少|多)[放搁加]|吧$|[的嘞]吧|[的嘞哩][0-9一二两俩仨三四五六七八九十半]|就行|就中|有没|还有|咋卖|怎么卖|啥价|多少钱| (?:please|for|and|soup|dish)\b)/
const REACH = 8
/** Something is wanted, whatever it is. */
const WISH =
  /(?:[0-9]|[一二两俩仨三四五六七八九十半])(?:大|小)?[份碗个只盘杯块笼屉斤张根条串](?!命)|[俩仨]|[想要][吃喝要]|[要来]那|那个啥|来点|整点|弄点|给[俺我]|有没有|还有没|我要|俺要|吃个|喝个|订个|点个/

export function isAskedFor({ dense }: Folded, { from, to }: Span): boolean {
  return LEADS.test(dense.slice(Math.max(0, from - REACH), from)) || FOLLOWS.test(dense.slice(to, to + REACH))
}

export function isWish(dense: string): boolean {
  return WISH.test(dense)
}

/** Hardly anything else is said. */
export function isWhole({ dense }: Folded, { from, to }: Span): boolean {
  return from <= 1 && dense.length - to <= 2
}
