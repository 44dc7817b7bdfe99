import { addDays, civilDate } from '../core/civil-time.ts'
import type { SlotDefinition } from './definition.ts'
import { type Offer, offer } from './question.ts'
import { deskText, type Run } from './run.ts'

/** Choices that a type brings along where the definition names none; more of them once an answer was not understood. */
export function suggestedOffers(run: Run, slot: string, known: SlotDefinition): Offer[] {
  const fill = (label: string, value: string | number | boolean) =>
    offer(deskText(label, { value }), { kind: 'fill', slot, value, next: null })
  if (known.type === 'yesno') return [fill('yes', true), fill('no', false)]
  if (known.type === 'period' && known.of) return known.of.map(period => fill(`period_${period}`, period))
  if (run.talk.misses === 0) return []
  if (known.type === 'date') {
    const today = civilDate(run.now)
    return [fill('today', today), fill('tomorrow', addDays(today, 1)), fill('day_after_tomorrow', addDays(today, 2))]
  }
  if (known.type === 'number') {
    const { min = 1, max = min + 2 } = known
    return [min, min + 1, min + 2].filter(number => number <= max).map(number => fill('number', number))
  }
  return []
}
