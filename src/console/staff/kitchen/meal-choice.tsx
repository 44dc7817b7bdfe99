import { serverNow } from '../live/server-clock.ts'
import { go } from '../shell/place.ts'
import { civilDay } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import { type Meal, PERIODS, queryOf, type Site } from './meal.ts'
import { siteName } from './site-name.ts'

const DAY = 86_400_000

export function MealChoice({ meal, sites }: { readonly meal: Meal; readonly sites: readonly Site[] }) {
  const words = useWords()
  const { t } = words
  const choose = (part: Partial<Meal>) => go({ screen: 'kitchen', query: queryOf({ ...meal, ...part }) })
  const codes = sites.map(site => site.code)
  const listed = meal.site && !codes.includes(meal.site) ? [meal.site, ...codes] : codes
  const days = [
    { date: civilDay(serverNow()), label: t('kitchen.today') },
    { date: civilDay(serverNow() + DAY), label: t('kitchen.tomorrow') },
  ]
  return (
    <div className="meal-choice">
      <label className="choice">
        <span className="visually-hidden">{t('kitchen.site')}</span>
        <select value={meal.site} onChange={event => choose({ site: event.target.value })}>
          {['', ...listed].map(code => (
            <option key={code} value={code}>
              {siteName(words, sites, code)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="segments">
        <legend className="visually-hidden">{t('kitchen.date')}</legend>
        {days.map(({ date, label }) => (
          <label key={date}>
            <input type="radio" name="day" checked={meal.date === date} onChange={() => choose({ date })} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <label className="choice">
        <span className="visually-hidden">{t('kitchen.date')}</span>
        <input
          type="date"
          value={meal.date}
          onChange={event => event.target.value && choose({ date: event.target.value })}
        />
      </label>
      <fieldset className="segments">
        <legend className="visually-hidden">{t('kitchen.period')}</legend>
        {PERIODS.map(period => (
          <label key={period}>
            <input type="radio" name="period" checked={meal.period === period} onChange={() => choose({ period })} />
            <span>{t(`period.${period}`)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}
