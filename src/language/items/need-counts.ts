import type { Span } from '../pack.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { Quantity } from './quantities.ts'

/** 换两扇 asks for two, 烂了两个洞 does not. */
const WANTED = /[换装修洗寄取拿约订要来擦喂按做送得]/
/** 两台, 两床: things that one has, where 一处 and 一块 are of what is wrong with them. */
const THINGS = /[台扇把条床件副盏辆张]$/
const GOES_ON = /^(?:[要都得吧]|$)/

/** Where trouble at home is told: whether as many are to be seen to, and not only wrong. */
export function isWantedCount(
  { dense, gap }: Folded,
  { from, to, hours, measured }: Quantity,
  things: readonly Span[],
): boolean {
  if (hours || WANTED.test(dense.charAt(from - 1))) return true
  const isAlone = gap[from] !== NO_GAP && (gap[to] !== NO_GAP || GOES_ON.test(dense.slice(to, to + 1)))
  // 棉被两条要洗 · 裤子长了，铰短点，两条 · my knives are dull, four of them
  // 两床被子该拆洗了 · 空调两台都洗
  const isOfThing = things.some(thing => thing.to === from || thing.from === to || (thing.from < from && to < thing.to))
  return measured && (isAlone || (THINGS.test(dense.slice(from, to)) && isOfThing))
}
