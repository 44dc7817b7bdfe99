import { useState } from 'react'
import { refresh, useResource } from '../live/resources.ts'
import { serverNow } from '../live/server-clock.ts'
import { EmptyState } from '../shell/empty-state.tsx'
import { FailureNote } from '../shell/failure-note.tsx'
import { clockTime } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import { CountsTable } from './counts-table.tsx'
import { CsvButton } from './csv-button.tsx'
import { KitchenSkeleton } from './kitchen-skeleton.tsx'
import { Labels } from './labels.tsx'
import { type KitchenMeal, mealOf, type OrderRow, queryOf, type Site, yuan } from './meal.ts'
import { MealChoice } from './meal-choice.tsx'
import { PrintHeading } from './print-heading.tsx'
import { Sheet } from './sheet.tsx'

/** What one kitchen cooks and carries for one meal. Asked for by hand, since every look at names is written down. */
export function Kitchen({ query }: { readonly query: string }) {
  const words = useWords()
  const { t } = words
  const [view, setView] = useState<'sheet' | 'labels'>('sheet')
  const meal = mealOf(query, serverNow())
  const path = `/api/kitchen?${queryOf(meal)}`
  const { data, failure, at } = useResource<KitchenMeal>(path)
  const orders = useResource<{ orders: readonly OrderRow[] }>(`/api/orders?${queryOf(meal)}`).data?.orders ?? []
  const sites = useResource<{ sites: readonly Site[] }>('/api/sites').data?.sites ?? []

  return (
    <div className={`kitchen-page view-${view}`}>
      <header className="page-header">
        <h1>{t('kitchen')}</h1>
        <MealChoice meal={meal} sites={sites} />
        <div className="page-acts">
          {at !== null && (
            <p className="faint as-of">
              {t('kitchen.asOf', { time: clockTime(words, at) })}{' '}
              <button
                type="button"
                className="button small quiet"
                onClick={() => refresh('/api/kitchen', '/api/orders', '/api/sites')}
              >
                {t('kitchen.refresh')}
              </button>
            </p>
          )}
          <CsvButton path={path} meal={meal} />
          <button type="button" className="button small" onClick={() => window.print()}>
            {t('kitchen.print')}
          </button>
        </div>
      </header>
      {failure && <FailureNote failure={failure} />}
      {!data && !failure && <KitchenSkeleton />}
      {data && data.orders === 0 && (
        <EmptyState icon="kitchen" title={t('kitchen.empty')}>
          {t('kitchen.empty.teach')}
        </EmptyState>
      )}
      {data && data.orders > 0 && (
        <>
          <PrintHeading meal={meal} sites={sites} />
          <Summary meal={data} />
          <div className="kitchen-body">
            <CountsTable counts={data.counts} />
            <section className="kitchen-side">
              <fieldset className="segments">
                <legend className="visually-hidden">{t('kitchen')}</legend>
                {(['sheet', 'labels'] as const).map(known => (
                  <label key={known}>
                    <input type="radio" name="view" checked={view === known} onChange={() => setView(known)} />
                    <span>{t(`kitchen.${known}`)}</span>
                  </label>
                ))}
              </fieldset>
              {view === 'sheet' ? (
                <Sheet labels={data.labels} orders={orders} />
              ) : (
                <Labels labels={data.labels} orders={orders} />
              )}
            </section>
          </div>
        </>
      )}
    </div>
  )
}

function Summary({ meal }: { readonly meal: KitchenMeal }) {
  const { t } = useWords()
  const portions = meal.counts.reduce((sum, count) => sum + count.quantity, 0)
  const due = meal.labels.reduce((sum, label) => sum + label.due_fen, 0)
  return (
    <p className="summary">
      <strong>{t('kitchen.orders', { n: meal.orders })}</strong>
      <span>{t('kitchen.portions', { n: portions })}</span>
      <span>
        {t('kitchen.sum')} {t('kitchen.amount', { amount: yuan(due) })}
      </span>
      {meal.still_open > 0 && <span className="amber">{t('kitchen.stillOpen', { n: meal.still_open })}</span>}
      {meal.labels.some(label => label.name === null) && <span>{t('kitchen.hidden')}</span>}
    </p>
  )
}
