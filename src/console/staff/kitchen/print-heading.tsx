import { serverNow } from '../live/server-clock.ts'
import { clockTime } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import type { Meal, Site } from './meal.ts'
import { siteName } from './site-name.ts'

/** On paper only: which meal this is, since the choice above is not printed. */
export function PrintHeading({ meal, sites }: { readonly meal: Meal; readonly sites: readonly Site[] }) {
  const words = useWords()
  return (
    <p className="print-heading" aria-hidden="true">
      <strong>{siteName(words, sites, meal.site)}</strong> {meal.date} {words.t(`period.${meal.period}`)}{' '}
      <small>{words.t('kitchen.printed', { time: clockTime(words, serverNow()) })}</small>
    </p>
  )
}
