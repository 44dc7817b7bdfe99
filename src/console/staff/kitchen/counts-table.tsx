import { useWords } from '../texts/words.tsx'
import type { KitchenMeal } from './meal.ts'

export function CountsTable({ counts }: { readonly counts: KitchenMeal['counts'] }) {
  const { t } = useWords()
  const total = counts.reduce((sum, count) => sum + count.quantity, 0)
  return (
    <section className="counts">
      <h2>{t('kitchen.counts')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('kitchen.dish')}</th>
            <th scope="col" className="number">
              {t('kitchen.number')}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ dish, name, quantity }) => (
            <tr key={dish}>
              <th scope="row">{name}</th>
              <td className="number">{quantity}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('kitchen.total')}</th>
            <td className="number">{total}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
