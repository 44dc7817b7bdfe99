import { type Folded, NO_GAP } from '../text/fold.ts'
import { isCountedOne } from './count-tokens.ts'
import { eatersOfAll, hasSame, hasToo } from './eaters.ts'
import type { Line } from './merge-lines.ts'
import type { Quantity } from './quantities.ts'

/** No clause of those is longer. */
const LONGEST = 14
/** A message is looked at no further for them. */
const MOST = 400

/** 我要碗烩面，老李也一样 · 俩人都要烩面: of what is wanted as much as there are people who were said to have it. */
export function share(folded: Folded, lines: readonly Line[]): void {
  const [only, ...others] = lines
  const last = lines.at(-1)
  if (only === undefined || last === undefined) return
  if (others.length === 0 && only.quantity === null) {
    const { from, to } = only.mention
    const [before, behind] = [clauseBefore(folded, from), clauseFrom(folded, to)]
    const all = eatersOfAll(before) ?? eatersOfAll(behind)
    if (all !== null) only.quantity = ones(only, all)
  }
  const { dense, gap } = folded
  const areSingle = lines.every(({ quantity }) => (quantity?.value ?? 1) <= 1)
  for (let at = last.mention.to; at < Math.min(dense.length, MOST); at++) {
    if (gap[at] === NO_GAP) continue
    const clause = clauseFrom(folded, at)
    if (!hasSame(clause) && !(areSingle && hasToo(clause))) continue
    if (COUNTED.test(dense.slice(at + clause.length, at + clause.length + 3))) continue
    // 要碗烩面，老伴也来一碗: where both are counted they are added up already.
    const hasCount = /一(?!样)/.test(clause)
    for (const line of lines)
      if (!hasCount || isCountedOne(folded, line)) line.quantity = ones(line, (line.quantity?.value ?? 1) + 1)
  }
}

function ones({ mention: { from, to }, quantity }: Line, value: number): Quantity {
  return { ...(quantity ?? { from, to, grams: null, hours: false, measured: true }), value }
}

/** 老伴也要，两碗: told is what it comes to. */
const COUNTED = /[0-9一二两俩仨三四五六七八九十]/

function clauseFrom({ dense, gap }: Folded, from: number): string {
  let to = from
  while (to < dense.length && to - from < LONGEST && (to === from || gap[to] === NO_GAP)) to++
  return dense.slice(from, to)
}

function clauseBefore({ dense, gap }: Folded, to: number): string {
  let from = to
  while (from > 0 && to - from < LONGEST && gap[from] === NO_GAP) from--
  return dense.slice(from, to)
}
