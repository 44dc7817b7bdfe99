import type { ItemIndex } from '../items/item-index.ts'
import { findMentions } from '../items/item-mentions.ts'
import type { DateAt, Span } from '../pack.ts'
import type { Folded } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import type { Claims } from '../wishes/claims.ts'

/** 元宵那天 */
const AS_DAY = /^(?:[那当这][天日晚]|前[一两]天)/

/**
 * Before the items claim theirs: 元宵节 is a day where 元宵 is a dish, and 冬至的饺子 tells when, not which. But 腊八粥
 * on the menu is a dish alone.
 */
export function claimFestivals(
  folded: Folded,
  days: readonly DateAt[],
  items: ItemIndex,
  words: readonly VocabularyHit[],
  claims: Claims,
): void {
  const festivals = days.filter(day => day.isFestival === true && claims.isFree(day))
  if (festivals.length === 0) return
  const dishes = findMentions(folded, items, words)
  for (const day of festivals) {
    const isDish = dishes.some(dish => overlaps(dish, day) && !isWithin(dish, day))
    if (!isDish || AS_DAY.test(folded.dense.slice(day.to, day.to + 3))) claims.claim(day, 'date')
  }
}

function overlaps(first: Span, second: Span): boolean {
  return first.from < second.to && first.to > second.from
}

/** And shorter. */
function isWithin(first: Span, second: Span): boolean {
  return first.from >= second.from && first.to <= second.to && first.to - first.from < second.to - second.from
}
