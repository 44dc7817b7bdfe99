import { CLAUSE_GAP, type Folded } from '../text/fold.ts'

/** 我叫王秀英, 名字是…, my name is …: a name that is said to be one. */
const SAID =
  /(?:名字?(?:叫|是)|[我俺她他妈爸]的?(?:名字)?叫|姓名[是叫]?|\b(?:my|her|his) name is |\b(?:i am|im) called )/
/** What may follow a name without a pause. */
const BEHIND = /^(?:今年|属|住|家住|家在|电话|手机|生于|是|的|了|啊|呀|哈|[0-9]{2,4}(?:年|岁|生)|$)/
const LEAD = /^(?:(?:我|俺|她|他|老人|我妈|我爸)?(?:叫|是)|i am |im |it is |its )/
const LONGEST = 20
const HAN = /^[一-鿿]+$/
const NO_NAME = /[0-9]|街道|号院|号楼|单元|电话|啥|什么|谁|不知道|不晓得|咋|怎么|为何|哪[儿里个]?|吗$|呢$/
/** Of a Chinese name, two characters of a family and two of one's own; a name with a dot in it may be longer. */
const LONGEST_HAN = 4

/**
 * A person's name where one may come. `asked`: it is the question, so that the words up to the first pause are one; else
 * only what is said to be a name.
 */
export function findName(folded: Folded, asked: boolean): string | null {
  const { dense } = folded
  const said = SAID.exec(dense)
  if (said !== null) {
    const from = said.index + said[0].length
    const name = nameFrom(folded, from)
    if (name !== null) return name
  }
  if (!asked) return null
  const lead = LEAD.exec(dense)
  return nameFrom(folded, lead ? lead[0].length : 0) ?? (lead ? nameFrom(folded, 0) : null)
}

function nameFrom(folded: Folded, from: number): string | null {
  const { dense, text, at } = folded
  let to = from
  while (to < dense.length && to - from < LONGEST && !(to > from && folded.gap[to] === CLAUSE_GAP)) {
    if (to - from >= 2 && HAN.test(dense.slice(from, to)) && BEHIND.test(dense.slice(to))) break
    to++
  }
  const name = dense.slice(from, to)
  const ended = to === dense.length || folded.gap[to] === CLAUSE_GAP || BEHIND.test(dense.slice(to))
  if (name.trim().length < 2 || !ended || NO_NAME.test(name)) return null
  const written = text.slice(at[from], (at[to - 1] ?? 0) + 1).trim()
  return isSentence(name, written) ? null : written
}

/** 俺家电动车打不着火, said while a name is asked. */
const isSentence = (name: string, written: string) =>
  HAN.test(name) && !written.includes('·') && name.length > LONGEST_HAN
