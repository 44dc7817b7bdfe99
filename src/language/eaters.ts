import { numberAt } from './zh/numbers.ts'

/** How far before 一人一碗 it may stand who eats. */
const REACH = 24
const EACH = /(?:一人|每人|一个人|一人各|人手|每个人|[俩仨]各|人各|口子?各|各)(?:要|来|吃|给|上)?$/
const COUNTED =
  /([0-9]{1,2}|[一二两三四五六七八九十俩仨])(?:个大人|个老人|个孩子|个人|口人|口子?|位|人|个)|(?:(?<=[爷娘俺们咱婆老])|(?=[俩仨](?:孩|孙|大人|老人)))([俩仨])/
const EVERY = new RegExp(COUNTED, 'g')
/** 四个人, 一共五口: all of them once more. */
const TOTAL = /(?:[0-9]{1,2}|[一二两三四五六七八九十俩仨])个?(?:人|口)$/
const JOINS = /[和跟与加上带还有另外再算，]+/
/** 我, 老伴, 对门老张: one each. */
const PERSON =
  /[我俺他她]$|老伴|老[一-鿿]|爸|妈|爹|娘|爷|奶|哥|姐|弟|妹|孙|儿|闺女|姨|叔|婶|邻居|阿姨|保姆|自己|媳妇|女婿|外甥/

/** 我跟老伴一人两个 is for two, 一家三口加我跟老伴 for five; null where nobody is told to have so much each. */
export function eatersBefore(dense: string, at: number): number | null {
  const before = dense.slice(Math.max(0, at - REACH), at)
  const each = EACH.exec(before)
  if (each === null) return null
  const [lead = ''] = each[0].match(/^[俩仨]/) ?? []
  const told = before.slice(0, each.index) + lead
  const groups = told.split(JOINS).map(eaters)
  const others = groups.slice(0, -1).reduce((sum, group) => sum + group, 0)
  const last = groups.at(-1) ?? 0
  // 我跟老伴加上闺女女婿，四个人: all of them, counted once more.
  const isTotal = TOTAL.test(told) && !/[一全]家.{1,2}口$/.test(told) && last >= others
  const all = isTotal ? last : others + last
  return all > 1 || (all === 1 && COUNTED.test(told)) ? all : null
}

function eaters(part: string): number {
  const counted = [...part.matchAll(EVERY)]
  if (counted.length === 0) return PERSON.test(part) ? 1 : 0
  return counted.reduce((sum, [, people, pair]) => sum + (numberAt(people ?? pair ?? '', 0)?.value ?? 0), 0)
}
