import type { Span } from '../pack.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import { isSame, type Line } from './merge-lines.ts'

/** 单要鱼, 只来两碗烩面 */
const ONLY = /(?:[单只光仅]|(就))(?:要|来|点|留|订|吃|喝|做)?[个份碗条]?$/
/** 后面那个不要了 · 那碗就免了 */
const POINTED =
  /(?:(前|头|第一)|(后|末|第二|最后)|那)[面头]?[那的一]?[个样份碗道盘杯条](?:就|也|先|都|还是|给[我俺])*(?:免|(?:不|别|甭)[要用]|取消|[去拿撤划]掉|撤|算了|退)/
/** 胡辣汤喝不了 */
const UNEATEN = /^(?:[我俺她他]|老伴|也|都|又|是|真|可)*[吃喝嚼咬]不[了动完下]了?/
const FAR = 40

/** Of several things in one message, what is left out by what is said of them: 单要鱼 · 后面那个不要了 · 汤喝不了. */
export function pick(folded: Folded, lines: readonly Line[]): void {
  const wanted = lines.filter(({ fate }) => fate === 'wanted')
  const [first, ...others] = wanted
  const last = wanted.at(-1)
  if (first === undefined || last === undefined || others.every(other => isSame(other, first))) return
  const known = wanted.slice(0, -1).findLast(other => isSame(other, last))
  const pointed = pointedOut(folded, last.mention, first, last)
  if (pointed !== null) withdraw(wanted, line => isSame(line, pointed))
  else if (known !== undefined && isOnly(folded, last)) {
    // 一份鱼一份鸡，单要鱼: as many as were said before.
    last.quantity ??= known.quantity
    withdraw(wanted, line => line !== last)
  } else if (known !== undefined && last.quantity === null && isUneaten(folded, last.mention))
    withdraw(wanted, line => isSame(line, last))
}

function withdraw(lines: readonly Line[], isGone: (line: Line) => boolean): void {
  for (const line of lines) if (isGone(line)) line.fate = 'withdrawn'
}

function isOnly({ dense, gap }: Folded, { mention, quantity }: Line): boolean {
  const from = quantity !== null && quantity.to <= mention.from ? quantity.from : mention.from
  const only = ONLY.exec(dense.slice(Math.max(0, from - 10), from))
  if (only === null) return false
  // 就烩面吧
  if (only[1] === undefined) return true
  return from === mention.from && (gap[mention.to] !== NO_GAP || /[吧了得行]/.test(dense.charAt(mention.to)))
}

function pointedOut({ dense, gap }: Folded, { to }: Span, first: Line, last: Line): Line | null {
  const said = POINTED.exec(dense.slice(to, to + FAR))
  if (said === null || gap[to + said.index] === NO_GAP) return null
  const end = to + said.index + said[0].length
  if (gap[end] === NO_GAP && !/[了吧]/.test(dense.charAt(end))) return null
  return said[1] === undefined ? last : first
}

function isUneaten({ dense, gap }: Folded, { from, to }: Span): boolean {
  const said = UNEATEN.exec(dense.slice(to, to + 10))
  return said !== null && gap[from] !== NO_GAP && gap[to + said[0].length] !== NO_GAP
}
