import type { Span } from '../pack.ts'
import { type Corrections, isCorrection } from '../self-repair.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { Claimed, Claims } from '../wishes/claims.ts'
import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { findNeeds, type Need, offerFor } from './needs.ts'

export interface Needs {
  /** Who helps, as if it was named. */
  readonly mentions: readonly Mention[]
  readonly told: boolean
}

const MOST_NEEDS = 3

/** What is wrong at home names who helps; beside a service that is named only where it is told apart from it. */
export function readNeeds(
  folded: Folded,
  mentions: readonly Mention[],
  items: ItemIndex,
  corrections: Corrections,
  claims: Claims,
): Needs {
  // A carer who orders a meal, or a bad tooth told with it, asks for nothing else.
  const isMeal = ({ meaning }: Mention) => kindOf({ meaning }, items) === 'meal'
  const needs = mentions.some(isMeal)
    ? []
    : left(
        folded,
        findNeeds(folded, span => claims.isFree(span)),
        corrections,
      )
  const found: Mention[] = []
  for (const need of needs) {
    const item = offerFor(need, items)
    const taken = [...mentions, ...found]
    if (found.length > 0 && need.isGeneral) continue
    if (item === null || found.length === MOST_NEEDS || taken.some(other => isBeside(folded, other, need))) continue
    if (taken.some(({ meaning }) => meaning.kind === 'item' && meaning.item.id === item.id)) continue
    found.push({ from: need.from, to: need.to, meaning: { kind: 'item', item } })
  }
  return { mentions: found, told: needs.length > 0 && mentions.length === 0 }
}

/** 水管，不对，是马桶漏: without those that were taken back. */
function left({ dense }: Folded, needs: readonly Need[], corrections: Corrections): readonly Need[] {
  const replaced = (one: Need, other: Need) =>
    other.from - one.to <= NEAR && isCorrection(corrections, one, other) && !ALSO.test(dense.slice(one.to, other.from))
  return needs.filter(one => !needs.some(other => replaced(one, other)))
}

/** Farther behind something else is told. */
const NEAR = 14
const ALSO = /[也再]|还有|另外/

/** With no pause between them, and not 空调和油烟机. */
function isBeside({ dense, gap }: Folded, one: Span, other: Span): boolean {
  const from = Math.min(one.to, other.to)
  const to = Math.max(one.from, other.from)
  if (/^[和跟与]$/.test(dense.slice(from, to))) return false
  for (let i = from; i <= to; i++) if (gap[i] !== NO_GAP) return false
  return true
}

/** What a mention counts as where only its kind does. */
export function kindOf({ meaning }: Pick<Mention, 'meaning'>, items: ItemIndex): Claimed {
  const list = meaning.kind === 'item' ? meaning.item.list : meaning.list
  return items.intentOf(list) === 'order_meal' ? 'meal' : 'service'
}
