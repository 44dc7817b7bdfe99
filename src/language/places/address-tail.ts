import type { Corrections } from '../self-repair.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from '../text/fold.ts'

const TAIL =
  /(?:[0-9一二三四五六七八九十]{1,3}(?:号(?:病房|住院|门诊|宿舍|教学)楼|病区|床(?![被单垫罩褥]))|(?:(?:(?<=[镇乡]|街道|办事处)|(?<=[路街巷]))(?![送吃要来])[一-鿿]{1,6}?(?:街坊|家属院|[村庄寨厂屯沟岗]峪?|峪)(?:村|委会)?(?:[一-鿿]家(?![门里]))?|[附老新]?[0-9一二三四五六七八九十百零〇]{1,6}(?![0-9:]|点|份|碗|个|斤|杯|月)(?:号院|号楼|号|院|栋|幢|座|楼|单元|室|层|户|门|弄|段|巷|组|队|排)?(?:之[0-9一二三四五六七八九十]{1,2})?|[东西南北中](?:区|院|门|段|头|边|户|单元)|[东西南北中](?=[0-9一二三四五六七八九十])|那[边儿](?=[0-9])|[甲乙丙丁]|村?[东西南北](?:头|院|门)|村口|[a-z](?:座|区|栋|单元)|[与和跟][一-鿿]{1,5}路口?|[东西][南北]角|(?:交叉|十字|丁字)?路?口|[向往][东西南北]走?(?:约?[0-9一二两三四五六七八九十百]{1,4}米)?|路[东西南北]|办(?:事处)?|(?<=社区|小区|街道|[院村苑路街巷楼])(?:活动[室中]心?|服务[站中]心?|居委会|传达室|值班室|收发室|警务室|卫生站|大门|书屋|图书[室馆]|阅览室|棋牌室|老年(?:食堂|大学|餐桌|活动[室中]心?)|食堂|文化[站室]|会议室|礼堂|[养敬]老院|幸福院|(?:日间)?照料中心|物业(?!费))|(?:对面|对过|对门|旁边|后面|后头|前面|隔壁|附近)(?:那栋|那座)?|那[栋座]楼?|[一-鿿]{0,3}跟前|(?<=村)委会?|(?:[一-鿿]{0,3}树(?:底下|下头?|跟前)|[红黑绿蓝白铁木]大门)(?:那[家户])?|(?<=[村庄寨屯镇街上])(?:卫生[室所院]|诊所|大队部?|村委会?|小学|小卖部|祠堂|供销社)|第[0-9一二三四五六七八九十]{1,2}[个家户](?:门|院)?|的?[一-鿿]{2,6}(?:诊所|超市|药店|银行|学校|饭店|商店|小卖部|门卫室|传达室)|[一-鿿]{0,7}(?:大道|街道|小区|社区|家属院|花园|家园|公寓|新村|胡同|广场|大厦|中心|[路街巷苑院楼城])|[ -]))/y
/** 1号绿源山水8号楼 */
const ESTATE =
  /(?!.{0,6}[送要来吃买订饭菜])[一-鿿]{2,6}?(?:[0-9一二三四五六七八九]期)?[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|栋|幢|单元)/y
/** 3单元，502 */
const ROOM = /(?<=单元|号楼|栋)[0-9]{3,4}(?![0-9份碗个只盘])/y
const NEXT_HOUSE =
  /[一-鿿]{0,7}(?:大道|小区|社区|家属院|花园|家园|公寓|新村|胡同|[路街巷苑院村])?[0-9一二三四五六七八九十]{1,5}(?:号院|号楼|号|院|栋|幢|座|楼|单元|室|弄)/y
/** 不是王庄，是李庄 */
const NEXT_PLACE = /(?:(?![送要来吃订份碗个])[一-鿿]){1,6}?(?:家属院|小区|花园|[路街巷苑院村庄寨屯镇])/y
const LONGEST_TAIL = 120

/** 花园路9号，不是9号，19号: behind what takes back a part of it the address goes on. */
export function correctedHouse({ dense }: Folded, end: number, corrections: Corrections): number | null {
  const correction = corrections.find(({ from }) => from >= end && from - end <= 1)
  if (correction === undefined) return null
  const behind = dense.slice(correction.to, correction.to + EXCUSE_REACH)
  const lead = (EXCUSE.exec(behind) ?? /^(?:应该)?(?:就|还)?是?(?:送到?)?/.exec(behind))?.[0].length ?? 0
  const at = correction.to + lead
  const house = firstAt([NEXT_HOUSE, NEXT_PLACE], dense, at)
  return house === null ? null : at + house[0].length
}

/** 一号楼是老同事家，我是七号楼 */
const EXCUSE =
  /^(?:那|[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|号|单元|栋|楼))是[一-鿿]{1,5}(?:家|那儿?)[我俺]?家?(?:是|在|住)/
const EXCUSE_REACH = 20

export function tailEnd(folded: Folded, start: number, corrections: Corrections): number {
  const end = folded.dense.length
  let to = start
  while (to < end && to - start < LONGEST_TAIL) {
    // Beyond a pause only what is plainly a house goes on with it: 花园路街道，纬三路12号院.
    const parts = folded.gap[to] === CLAUSE_GAP ? [NEXT_HOUSE, ROOM] : [TAIL, ESTATE]
    const further = correctedHouse(folded, to, corrections) ?? saidAgain(folded, to)
    const match = further === null ? firstAt(parts, folded.dense, to) : null
    if (further === null && match === null) break
    to = further ?? to + (match?.[0].length ?? 0)
  }
  return to
}

/** 陈村，陈村小学后头第二家: begun anew, it goes on to the end of its clause. */
function saidAgain({ dense, gap }: Folded, at: number): number | null {
  if (gap[at] === NO_GAP) return null
  let size = LONGEST_AGAIN
  while (size > 1 && !dense.startsWith(dense.slice(Math.max(0, at - size), at), at)) size--
  if (size === 1) return null
  let to = at + size
  while (to < dense.length && to - at < LONGEST_CLAUSE && gap[to] === NO_GAP) to++
  return to
}

const LONGEST_AGAIN = 6
const LONGEST_CLAUSE = 20

function firstAt(parts: readonly RegExp[], dense: string, at: number): RegExpExecArray | null {
  for (const part of parts) {
    part.lastIndex = at
    const match = part.exec(dense)
    if (match !== null) return match
  }
  return null
}
