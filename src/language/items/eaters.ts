import { everyMatch } from '../text/every-match.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import { numberAt } from '../zh/numbers.ts'

/** 老伴一份，我一份，孙子两份 · 客厅一台，卧室一台 */
const FOR_ONE =
  /(?:[我俺她他咱]|[爸妈爹娘爷奶伴哥姐弟妹姨叔婶舅姑嫂]|[嫂婶]子|孩子|大[爷娘妈伯]|孙[子女]|[叔姑]子|老婆子?|外甥女?|儿[子媳]|媳妇|女婿|闺女|女儿|老[头太]子?|邻居|保姆|阿姨|姑娘|师傅|护工|对门|老(?![样家是早])[一-鿿]|小(?![份碗杯盘菜炒的米笼馒馄])[一-鿿]|[厅室屋房卧]|厨房|阳台|楼[上下])(?:儿|[他她]们?|回来|也|还|再|要|得|想|给|吃|喝|来|算|捎|带)*$/

/** It is said who gets that much. */
export function isForOne({ dense }: Folded, from: number): boolean {
  return FOR_ONE.test(dense.slice(Math.max(0, from - 6), from))
}

/** 一人一个，丈母娘一个 · 我和老伴各一碗，孙子半碗: so much for each of those, and more for another. */
export function isForEach({ dense }: Folded, from: number): boolean {
  return /[一每]人$|各$/.test(dense.slice(Math.max(0, from - 2), from))
}

/** How far before 一人一碗 it may stand who eats. */
const REACH = 24
const EACH = /(?:一人|每人|一个人|一人各|人手|每个人|[俩仨]各|人各|口子?各|各)(?:要|来|吃|给|上)?$/
const COUNTED =
  /([0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九俩仨])(?:个大人|个老人|个孩子|个人|口人|口子?|位|人|个)|(?:(?<=[爷娘俺们咱婆老]|婆子|儿子|孙[子女]|闺女|女儿)|(?=[俩仨](?:小?孩|娃|孙|大人|老人)))([俩仨])/
const EVERY = new RegExp(COUNTED, 'g')
/** 一人一份，一共五个人 */
const ALL_BEHIND = /^.{2,5}?[一总拢]共([0-9]{1,2}|[一二两三四五六七八九十俩仨])(?:个?人|口|位|个)/
/** 一人俩，俺家五口 */
const HOME_BEHIND =
  /^.{1,20}? (?:[我俺咱]们?家?|家里|全家|屋里)?里?(?:就|有|是)?(?:(?:([0-9]{1,2}|[二两三四五六七八九十])(?:个(?:大人|老人|人)|口人?|位)|([俩仨])人?)(?![一-鿿]))/
/** 四个人, 一共五口: all of them once more. */
const TOTAL = /(?:[0-9]{1,2}|[一二两三四五六七八九十俩仨])个?(?:人|口)(?:[吃用喝要来]|在家)?[呢啊呀哦嘛吧]?$/
/** 老两口加闺女家三口: more of them. */
const ADDED_LAST =
  /(?:加上?|带上?|还有|再算上?)[一-鿿]{0,4}?(?:[0-9]{1,2}|[一二两三四五六七八九十俩仨])(?:个?人|口人?|个[大老小孩]人?)$/
const JOINS = /[和跟与加上带还有另外再算 ]+/
/** 我, 老伴, 对门老张, 俺叔他弟: one each. */
const KIN =
  '(?:丈母娘|老?丈人|岳[父母]|公公|婆婆|老伴|老婆子?|老公|老头子?|老太婆?|老嫂子|嫂子?|老[一-鿿]|爸爸?|妈妈?|爹|娘|爷爷?|奶奶?|姥[姥爷]|哥哥?|姐姐?|弟弟?|妹妹?|[大小外]?孙[子女儿]?|儿子|儿媳妇?|闺女|女儿|姨|叔叔?|婶[婶子儿]?|舅|姑|邻居|阿姨|保姆|自己|媳妇|女婿|外甥女?|亲家母?)儿?'
const PERSON = new RegExp(
  `(?:(?:[我俺你恁]${KIN}[她他]|[我俺她他你恁](?:们)?)家?的?)?${KIN}|[我俺她他](?![们家得])`,
  'g',
)

const ENDS_PEOPLE = new RegExp(`(?:${KIN}|[我俺她他们]|个?人|口|位|[俩仨])$`)

/** 我跟老伴一人两个 is for two, 一家三口加我跟老伴 for five; null where nobody is told to have so much each. */
export function eatersBefore(folded: Folded, at: number): number | null {
  const before = spaced(folded, Math.max(0, at - REACH), at)
  const each = EACH.exec(before)
  if (each === null) return null
  const behind = ALL_BEHIND.exec(folded.dense.slice(at, at + 14))
  if (behind !== null) return numberAt(behind[1] ?? '', 0)?.value ?? null
  const [lead = ''] = each[0].match(/^[俩仨]/) ?? []
  // 玉米糁一人一碗，馍一人一个: the same people.
  const told =
    before
      .slice(0, each.index)
      .trimEnd()
      .replace(/一人[要来吃各]?(?:[俩仨]个?|[一两半二三四]个(?!人)|(?=[一两半]))/g, '') + lead
  // 四个人的饭，鱼和豆腐各一份: of each dish.
  if (each[0].startsWith('各') && !ENDS_PEOPLE.test(told)) return null
  const stated = statedSum(told)
  if (stated !== null) return stated
  const groups = told.split(JOINS).map(eaters)
  const isAdded = ADDED_LAST.test(told)
  const others = groups.slice(0, -1).reduce((sum, group) => sum + group, 0)
  const last = groups.at(-1) ?? 0
  // 我跟老伴加上闺女女婿，四个人: all of them, counted once more.
  const isTotal = !isAdded && TOTAL.test(told) && !/[一全]家.{1,2}口$/.test(told) && last >= others
  const all = isTotal ? last : others + last
  return all > 1 || (all === 1 && COUNTED.test(told)) ? all : atHome(folded, at)
}

/** 老周还有他媳妇加上俺老两口四口人: so many are those who were named. */
function statedSum(told: string): number | null {
  const [said, count = ''] = SUM.exec(told) ?? []
  if (said === undefined) return null
  const before = told.slice(0, -said.length)
  const all = numberAt(count, 0)?.value ?? null
  const sum = before.split(JOINS).reduce((sum, group) => sum + eaters(group), 0)
  return all === sum && all > 1 && !OF_OTHERS.test(before) ? all : null
}

const SUM = /([0-9]{1,2}|[二两三四五六七八九十])(?:个?[人口]人?|[个位])$/
/** 老两口加闺女家两口: as many again. */
const OF_OTHERS = /(?:家|加上?|带上?|还有|再|算上|另外|[和跟与])$/

function atHome(folded: Folded, at: number): number | null {
  const behind = spaced(folded, at, Math.min(folded.dense.length, at + HOME_REACH))
  const home = HOME_BEHIND.exec(`${behind} `)
  if (home !== null) return numberAt(home[1] ?? home[2] ?? '', 0)?.value ?? null
  const [, who = ''] = PEOPLE_BEHIND.exec(behind) ?? []
  return who === '' ? null : who.split(JOINS).reduce((sum, group) => sum + eaters(group), 0)
}

/** 一人一碗烩面俺俩再加丈母娘 */
const PEOPLE_BEHIND = /^.{2,9}?([我俺咱]们?[俩仨](?:(?:再|还有|和|跟|加|带).{1,6})?)$/

const HOME_REACH = 24

function eaters(part: string): number {
  const counted = everyMatch(EVERY, part)
  if (counted.length === 0) return people(part)
  const sum = counted.reduce((sum, [, people, pair]) => sum + (numberAt(people ?? pair ?? '', 0)?.value ?? 0), 0)
  // 我爹我妈我仨娃: the children besides.
  const first = counted[0]?.index ?? 0
  return CHILDREN.test(part.slice(first)) ? sum + people(part.slice(0, first).replace(/[我俺]$/, '')) : sum
}

const CHILDREN = /^[俩仨](?:个?孩|个?娃|孙)/

function people(part: string): number {
  return everyMatch(PERSON, part).length
}

/** 老李也一样 · 跟俺一样: one more has the same. */
export function hasSame(clause: string): boolean {
  return SAME.test(clause)
}

/** 老伴也要: one more, or why there are so many. */
export function hasToo(clause: string): boolean {
  return TOO.test(clause)
}

const ONE_MORE = `^(?:那|还有|给|[我俺]家?)?(?:${KIN}|[她他小][一-鿿]?|对门|隔壁)`
const END = '(?:的|一[份碗个])?[吧了啊哈]?$'
const SAME = new RegExp(`(?:${ONE_MORE}|^)(?:就|也)?(?:(?:(?<=[^就])|[跟和同][我俺咱])(?:一样|同样)|(?<=.也)是)${END}`)
const TOO = new RegExp(`${ONE_MORE}也(?:[要吃喝点订]|来(?=一))${END}`)

/** 我跟老伴都吃烩面 · 俩人都要: how many have one each, by what stands before it; null where it is not said. */
export function eatersOfAll(clause: string): number | null {
  const who = OF_ALL.exec(clause)?.[1]
  const all = who === undefined ? 0 : who.split(JOINS).reduce((sum, group) => sum + eaters(group), 0)
  return all > 1 ? all : null
}

const OF_ALL = /^(.{2,12}?)都(?:想|得|能)?(?:要|吃|喝|来|点|订|是|理|剃|剪|洗|做|按)?(?:这个|一下|[份碗个])?[吧了]?$/

/** 俺 老伴 孙子 孙女: asked how much, nothing but who eats; null for less than two. */
export function peopleIn(folded: Folded): number | null {
  const { dense } = folded
  if (dense.length > LONGEST || NOT_ALL.test(dense)) return null
  const groups = spaced(folded, 0, dense.length)
    .split(JOINS)
    .map(part => ({ part, count: eaters(part) }))
  const all = groups.reduce((sum, { part, count }) => (TOTAL.test(part) && count >= sum ? count : sum + count), 0)
  return all > 1 ? all : null
}

const LONGEST = 40
const NOT_ALL = /[不没别甭问咋吗]|随便|几|多少|看着|晓得|知道/

/** With a space at every pause, since 俺，老伴 are two and 俺老伴 is one. */
function spaced({ dense, gap }: Folded, from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at++) text += (gap[at] === NO_GAP ? '' : ' ') + dense.charAt(at)
  return text.trimStart()
}
