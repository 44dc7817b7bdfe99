import type { Folded } from '../text/fold.ts'
import type { Mention } from './item-mentions.ts'
import { isSame, type Line } from './merge-lines.ts'
import type { Quantity } from './quantities.ts'

/** 羊肉汤匀一碗给牛肉汤 · 绿豆汤的一碗改成八宝粥: so many of the first become the second. */
const TAKEN = /^(?:的|那|里)?(?:匀|拨|挪|分|让|换|改|拿|减|去)?(?:出|掉)?$/
const GIVEN = /^(?:给|到|成|(?:改|换|变|算|挪|加|匀|拨)(?:成|给|到|为|作)|都?换)$/
/** A line of more is no order that is moved about. */
const MOST = 12

export interface Moved {
  readonly from: Mention
  readonly to: Mention
  readonly count: Quantity
}

/** The dishes must have been named before, and are named again only to say what moves. */
export function findMoved(
  { dense }: Folded,
  mentions: readonly Mention[],
  quantities: readonly Quantity[],
): Moved | null {
  if (mentions.length < 4 || mentions.length > MOST) return null
  for (const [i, from] of mentions.entries()) {
    const to = mentions[i + 1]
    if (i < 2 || to === undefined) continue
    const count = quantities.find(quantity => quantity.from >= from.to && quantity.to <= to.from)
    if (count === undefined || !TAKEN.test(dense.slice(from.to, count.from))) continue
    if (GIVEN.test(dense.slice(count.to, to.from))) return { from, to, count }
  }
  return null
}

/** Takes the count from the one line and gives it to the other. */
export function move(lines: readonly Line[], { from, to, count }: Moved): void {
  const lineOf = (mention: Mention) =>
    lines.find(line => isSame(line, { mention, quantity: null, recounted: false, fate: 'wanted' }))
  const [giver, taker] = [lineOf(from), lineOf(to)]
  if (!giver?.quantity?.value || !taker?.quantity?.value || count.value === null) return
  const left = giver.quantity.value - count.value
  if (left > 0) giver.quantity = { ...giver.quantity, value: left }
  else giver.fate = 'withdrawn'
  taker.quantity = { ...taker.quantity, value: taker.quantity.value + count.value }
}
