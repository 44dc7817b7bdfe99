import type { Span } from '../pack.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'

const N = '[0-9一二三四五六七八九十百零〇两]{1,4}'
/** What may not stand in the name of a place. */
const NAME = '(?:(?![的了吗呢是在到往去送住来给把和跟要吃喝我俺你您恁他她改换成址至修漏坏订买份碗个])[一-鿿])'
const SIDE = '[东西南北中前后甲乙丙]'
/** How a place is led to within its clause. */
const LEAD =
  '(?:[我俺她他](?:们|爸|妈|爹|娘|闺女|儿子)?)?(?:那|家)?(?:还是|应该|就)?(?:改送|改到|改成|改|送到|送去|送|搁在|搁|放在|放到|放|住在|住|在|是)?'
/** Each of them by itself tells where. */
const HOUSE = `(?:${N}(?:号楼|号院|栋|幢|单元|弄)|${SIDE}单元|${N}排${N}号|(?<=[村庄寨屯沟岗关]|小区|社区|大队)第?${N}(?:小?组|队|社))`
const ROOM = `(?:${HOUSE}|${SIDE}[院户头门]|第?${N}个?(?:门洞|门|户)|${N}[楼层室户号](?:之${N})?|[0-9]{3,4}|[一二三四五六七八九零]{3,4}|[的 ])`
const BESIDE = `${NAME}{1,4}[路街巷]${NAME}{0,8}(?:对过|对面|旁边|隔壁|后头|后院)`
const OLD_HOUSE = `${NAME}{1,5}[路街巷村](?:[旧老新祖]宅|老屋)|${SIDE}门(?:门房|门卫室?|传达室|保安亭|岗亭)`
const FAMILY = `${NAME}{1,5}[村庄寨屯沟岗](?:[东西南北]头)?${NAME}{2,3}家`
const EDGE = `${NAME}{1,5}[村庄寨屯沟岗][东西南北][头边]`
const PIECE = new RegExp(
  `^${LEAD}((?:${NAME}{0,10}?${HOUSE}${ROOM}*|${BESIDE}|${OLD_HOUSE}|${FAMILY}|${EDGE}))(?:就[行中好]|[吧呗啊哈了])*$`,
)
/** Each piece has one of these. */
const SOME = /[门路街巷村庄寨屯沟岗楼院栋幢元弄排组队社]/
/** 门口有棵大槐树那家 */
const MARK = /^(?:门口|旁边|对面|后头|前头|隔壁)[一-鿿]{1,10}那[家户栋]$/
/** 门牌号不对，是56号 */
const WRONG_NUMBER = new RegExp(
  `(?:门牌|楼号|房号|地址|门号|单元)号?[^0-9一二三四五六七八九十路街]{0,4}(?:不对|错)[^0-9一二三四五六七八九十]{0,4}(?<!不)是(${N}(?:号楼|号院|单元|号|[栋幢室])(?:${N}(?:单元|[室号楼]))?)(?![线桌菜餐])`,
)
const LONGEST = 30
/** Longer messages are searched no further. */
const LONGEST_MESSAGE = 200

/** What stands between two pauses and is nothing but a place, the last such: 东关村七组 · 送9号楼301. */
export function placeAlone(folded: Folded, denied: readonly Span[]): Span | null {
  const { dense, gap } = folded
  const number = WRONG_NUMBER.exec(dense)
  if (number !== null) {
    const to = number.index + number[0].length
    return { from: to - (number[1] ?? '').length, to }
  }
  if (!SOME.test(dense)) return null
  const end = Math.min(dense.length, LONGEST_MESSAGE)
  let found: Span | null = null
  for (let from = 0; from < end; ) {
    const skipped = denied.find(one => one.from === from)
    if (skipped !== undefined) {
      from = skipped.to
      continue
    }
    let to = from + 1
    while (to < end && gap[to] === NO_GAP && !denied.some(one => one.from === to)) to++
    const said = dense.slice(from, to)
    if (to - from <= LONGEST) {
      const place = PIECE.exec(said)?.[1]
      if (place !== undefined) {
        const start = from + said.indexOf(place)
        found = { from: start, to: start + place.length }
      } else if (found?.to === from && MARK.test(said)) found = { from: found.from, to }
    }
    from = to
  }
  return found
}
