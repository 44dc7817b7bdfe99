import type { Claims } from './claims.ts'
import { CLAUSE_GAP, type Folded } from './fold.ts'
import type { Named } from './pack.ts'

/** What people ask to leave out, the longest names first, by the code for it; null: left out without one. */
const INGREDIENTS: readonly (readonly [names: string, code: string | null])[] = [
  ['葱花|大葱|小葱|香葱|洋葱|葱', 'no_scallion'],
  ['姜丝|姜末|生姜|姜', 'no_ginger'],
  ['蒜末|蒜泥|蒜苗|大蒜|蒜', 'no_garlic'],
  ['香菜|芫荽', 'no_cilantro'],
  ['花生米|花生碎|花生', 'no_peanut'],
  ['辣椒面|辣椒|辣子|辣油|红油|麻辣|辣', 'no_spicy'],
  ['白糖|砂糖|红糖|糖', 'no_sugar'],
  ['虾皮|味精|鸡精|香油|料酒|花椒|大料|酱油|韭菜', null],
]
const ANY = INGREDIENTS.map(([names]) => names).join('|')
const CHAIN = new RegExp(`(?:${ANY})(?:(?:[和跟与及 ]|还有)?(?:${ANY}))*`, 'g')
const ONE = new RegExp(ANY, 'g')
const REFUSED_BEHIND =
  /^(?:[都也就全统]|一概|一律|一(?:点|星|丁点|丝)儿?|通通|千万|啥的|什么的|之类的?)*(?:(?:不|别|甭|莫|勿|白)(?:要|放|搁|加|吃|沾|撒|用|给|带|能[吃放沾碰有]|敢吃|爱吃|许[有放]|准[有放]|有)|免了|去掉|去了|忌|过敏|免(?![费得]))(?!太|忘|少)|^[^，]{0,6}(?:半条命|要命|恶心|反胃|犯恶|起疹|发痒|肿|喘|过敏)/
const REFUSED_BEFORE =
  /(?:不|别|甭|莫|勿)(?:要|放|搁|加|吃|沾|撒|用|带|给|能吃|能放|敢吃|爱吃)(?:给?[我俺])?(?:放|搁|加|撒|任何|一点儿?|半点)?$|(?:忌|免|戒)(?:放|食)?$/
/** 糖照放: none is left out after all. */
const KEPT_BEHIND = /^(?:还是|照样?|照常|正常|得|可以|要|多少)(?:放|搁|加|要|有)(?!了?[吗么没不])/

/** Longer messages are searched no further. */
const LONGEST = 400

export interface RefusedIngredient extends Named<string> {
  /** Wanted after all. */
  readonly kept: boolean
}

/** 葱蒜都不搁, 别放虾皮跟葱, 花生米也不要: all that is named in a row with a refusal on one side of it. */
export function findRefusedIngredients(folded: Folded, claims: Claims): readonly RefusedIngredient[] {
  const { dense, gap } = folded
  return [...dense.slice(0, LONGEST).matchAll(CHAIN)].flatMap(({ 0: chain, index }) => {
    const to = index + chain.length
    if (!claims.isFree({ from: index, to })) return []
    const behind = gap[to] === CLAUSE_GAP ? '' : dense.slice(to, to + 10)
    const before = gap[index] === CLAUSE_GAP ? '' : dense.slice(Math.max(0, index - 8), index)
    const kept = KEPT_BEHIND.test(behind)
    if (!kept && !REFUSED_BEHIND.test(behind) && !REFUSED_BEFORE.test(before)) return []
    return [...chain.matchAll(ONE)].flatMap(({ 0: name, index: at }) => {
      const code = codeOf(name)
      return code === null ? [] : [{ from: index + at, to: index + at + name.length, value: code, kept }]
    })
  })
}

function codeOf(name: string): string | null {
  return INGREDIENTS.find(([names]) => names.split('|').includes(name))?.[1] ?? null
}
