import type { Named } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from '../text/fold.ts'
import { soundsAlike } from '../text/sounds.ts'
import type { Claims } from '../wishes/claims.ts'

/** What people ask to leave out, the longest names first, by the code for it; null: left out without one. */
const INGREDIENTS: readonly (readonly [names: string, code: string | null])[] = [
  ['葱花|大葱|小葱|香葱|洋葱|葱|scallions?|spring onions?', 'no_scallion'],
  ['姜丝|姜末|生姜|姜', 'no_ginger'],
  ['蒜末|蒜泥|蒜苗|大蒜|蒜|garlic', 'no_garlic'],
  ['香菜|芫荽|cilantro|coriander', 'no_cilantro'],
  ['花生米|花生碎|花生|peanuts?', 'no_peanut'],
  ['辣椒面|辣椒|辣子|辣油|红油|麻辣|辣|chill?i', 'no_spicy'],
  ['白糖|砂糖|红糖|糖|sugar', 'no_sugar'],
  ['虾皮|味精|鸡精|香油|料酒|花椒|大料|酱油|韭菜', null],
]
const ANY = INGREDIENTS.map(([names]) => names).join('|')
const CHAIN = new RegExp(`(?:${ANY})(?:(?:[和跟与及 ]|还有)?(?:${ANY}))*`, 'g')
const ONE = new RegExp(ANY, 'g')
const CODES = INGREDIENTS.map(([names, code]) => [new RegExp(`^(?:${names})$`), code] as const)
const REFUSED_BEHIND =
  /^(?:[都也就全统给把]|一概|一律|[一哪]样|一(?:点|星|丁点|丝)儿?|通通|千万|啥的|什么的|之类的?)*(?:(?:不|别|甭|莫|勿|白)(?:给[我俺])?(?:要|放|搁|加|吃|沾|撒|用|给|带|能[吃放沾碰有]|敢吃|爱吃|许[有放]|准[有放]|有)|免了|去[掉了喽咯嘞]|[捏挑拣捞择剔]出?[去来掉了]|忌|过敏|免(?![费得]))(?!太|忘|少)|^[^，]{0,9}(?:半条命|要命|恶心|反胃|犯恶|起疹|起疙瘩|起包|发痒|喉咙肿|嘴肿|脸肿|肿|喘|过敏)/
const REFUSED_BEFORE =
  /(?<![带拿行])走$|(?:不|别|甭|莫|勿)(?:(?:让|叫|准|许)(?:吃|放|沾|碰)|食|要|放|搁|加|吃|沾|撒|用|带|给|能[吃放沾碰]|敢吃|爱吃|有)(?:给?[我俺])?(?:放|搁|加|撒|任何|一点儿?|半点)?$|(?:忌|免|戒)(?:放|食)?$|吃不了$/
/** 除了香菜啥都能放 */
const ONLY = /除了?$/
const ALL_ELSE = /^(?:以外|之外|外)?(?:啥|什么|别的|其[他它]的?|旁的)?都/
/** 糖照放, 蒜没事: none is left out after all. */
const KEPT_BEHIND =
  /^(?:(?:还是|照样?|照常|正常|得|可以|要|多少)(?:放|搁|加|要|有)(?!了?[吗么没不])|没事|不碍事|没关系|[可也倒]以(?![不])|不忌|能[放搁吃](?![不吗么])| (?:is|are) (?:fine|ok|okay|good|all right)\b)/
/** 算了，都放香菜: put in after all, where it was refused before. */
const KEPT_BEFORE = /(?:^|[都还就得，来 ]|(?<![别不])给[我俺])[放搁加撒](?:点|些)?$|(?:^|[，来哦啊噢])[我俺][能可]?吃$/
const OF_OTHER = /^的是(?![我俺咱](?![爸妈爹娘爷奶哥姐弟妹姨叔婶姑舅老孙儿女闺媳亲]))/

/** Longer messages are searched no further. */
const LONGEST = 400

export interface RefusedIngredient extends Named<string> {
  /** Wanted after all. */
  readonly kept: boolean
}

/** 葱蒜都不搁, 别放虾皮跟葱, 花生米也不要: all that is named in a row with a refusal on one side of it. */
export function findRefusedIngredients(folded: Folded, claims: Claims): readonly RefusedIngredient[] {
  const { dense, gap } = folded
  const chains = everyMatch(CHAIN, dense.slice(0, LONGEST)).flatMap(({ 0: chain, index }) => atRepeats(chain, index))
  const named = chains.flatMap(({ chain, index }) => {
    const to = index + chain.length
    if (!claims.isFree({ from: index, to }) && !isPutIn(folded, index, to, claims)) return []
    const behind = gap[to] === CLAUSE_GAP ? '' : dense.slice(to, to + 10)
    const before = gap[index] === CLAUSE_GAP ? '' : dense.slice(Math.max(0, index - 8), index)
    const isRefused =
      REFUSED_BEHIND.test(behind) || REFUSED_BEFORE.test(before) || (ONLY.test(before) && ALL_ELSE.test(behind))
    // 不放蒜，记混了，不吃蒜的是我妹: of somebody else.
    const isOfOther = OF_OTHER.test(behind) && dense.slice(0, index).includes(chain)
    const kept =
      isOfOther || (!isRefused && (KEPT_BEHIND.test(behind) || KEPT_BEFORE.test(spacedBefore(folded, index))))
    if (!kept && !isRefused) return []
    return everyMatch(ONE, chain).flatMap(({ 0: name, index: at }) => {
      const code = codeOf(name)
      return code === null ? [] : [{ from: index + at, to: index + at + name.length, value: code, kept }]
    })
  })
  return [...named, ...misheard(folded, claims), ...putInAfterAll(folded, named)]
}

/** 别放香菜，哎放吧放吧: whatever it was. */
const PUT_IN = /(?<![不别甭莫勿照少多])[放搁加撒](?:点儿?|些|上)?(?:[吧了呗](?:[放搁加]吧)?|$)/g
const LED_IN = /^(?:哎|唉|算了|还是|嗯|哦|噢|那|就|也|[给让][它他她]?)*$/

function putInAfterAll({ dense, gap }: Folded, named: readonly RefusedIngredient[]): readonly RefusedIngredient[] {
  return everyMatch(PUT_IN, dense.slice(0, LONGEST)).flatMap(({ 0: said, index: from }) => {
    const last = named.findLast(one => one.to <= from)
    if (last === undefined || gap[from + said.length] === NO_GAP) return []
    let clause = from
    while (clause > last.to && gap[clause] === NO_GAP) clause--
    return LED_IN.test(dense.slice(clause, from)) ? [{ ...last, from, kept: true }] : []
  })
}

/** 西兰花别放蒜 for 蒜蓉西兰花: what is not put in was taken for a piece of the name, and no name goes on behind it. */
function isPutIn({ dense, gap }: Folded, from: number, to: number, claims: Claims): boolean {
  if (!NOT_PUT_IN.test(dense.slice(Math.max(0, from - 5), from))) return false
  return to >= dense.length || gap[to] !== NO_GAP || claims.isFree({ from: to, to: to + 1 })
}

const NOT_PUT_IN = /[不别甭莫勿白](?:给[我俺])?[放搁加撒](?:点|那个?)?$/

const LEFT_OUT = /(?:不|别|甭|莫|勿)要?(?:放|搁|加|撒)(?:给?[我俺]|点)?/g
const SAID: readonly (readonly [name: string, code: string])[] = INGREDIENTS.flatMap(([names, code]) =>
  code === null ? [] : names.split('|').flatMap(name => (/^[一-鿿]+$/.test(name) ? [[name, code] as const] : [])),
)

/** 不放花声, 别搁江: all that is said up to a pause sounds like one of them. */
function misheard({ dense, gap }: Folded, claims: Claims): readonly RefusedIngredient[] {
  return everyMatch(LEFT_OUT, dense.slice(0, LONGEST)).flatMap(({ 0: refusal, index }) => {
    const from = index + refusal.length
    const found = SAID.find(([name]) => gap[from + name.length] !== NO_GAP && sounds(dense.slice(from), name))
    if (found === undefined) return []
    const span = { from, to: from + found[0].length }
    return claims.isFree(span) ? [{ ...span, value: found[1], kept: false }] : []
  })
}

function sounds(said: string, name: string): boolean {
  if (said.startsWith(name)) return false
  for (let i = 0; i < name.length; i++)
    if (said.charAt(i) !== name.charAt(i) && !soundsAlike(said.charCodeAt(i), name.charCodeAt(i))) return false
  return true
}

/** 不要蒜，蒜没事: what is named again begins anew. */
function atRepeats(chain: string, index: number): readonly { readonly chain: string; readonly index: number }[] {
  const starts = [0]
  let named = new Set<string>()
  for (const { 0: name, index: at } of everyMatch(ONE, chain)) {
    if (named.has(name)) {
      starts.push(at)
      named = new Set()
    }
    named.add(name)
  }
  return starts.map((from, i) => ({ chain: chain.slice(from, starts[i + 1]), index: index + from }))
}

/** With a mark where a pause is, since 别 放糖 and 别，放糖 are opposites. */
function spacedBefore({ dense, gap }: Folded, to: number): string {
  let text = ''
  for (let at = Math.max(0, to - 4); at < to; at++) text += (gap[at] === NO_GAP ? '' : '，') + dense.charAt(at)
  return text
}

function codeOf(name: string): string | null {
  return CODES.find(([names]) => names.test(name))?.[1] ?? null
}
