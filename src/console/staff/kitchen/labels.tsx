import { useWords } from '../texts/words.tsx'
import { type Label, type OrderRow, yuan } from './meal.ts'
import { modeInWords } from './order-words.ts'

interface Props {
  readonly labels: readonly Label[]
  readonly orders: readonly OrderRow[]
}

/** One a meal, to be printed and stuck on its box. */
export function Labels({ labels, orders }: Props) {
  const words = useWords()
  const { t } = words
  const byId = new Map(orders.map(order => [order.id, order]))
  return (
    <ul className="labels" aria-label={t('kitchen.labels')}>
      {labels.map(label => (
        <li key={label.order} className="label">
          <p className="label-top">
            <strong>{label.name ?? label.number}</strong>
            <span className="figures">{label.courier_slot ?? modeInWords(words, label.mode)}</span>
          </p>
          <p className="label-lines">{label.lines}</p>
          {label.diet && <p className="diet">{label.diet}</p>}
          {label.door && <p>{label.door}</p>}
          <p className="label-foot">
            <span className="figures">{label.number}</span>
            <span className="figures">
              {t('kitchen.amount', { amount: yuan(label.due_fen) })}
              {byId.get(label.order)?.pay_by === 'monthly_bill' && ` ${t('kitchen.monthly')}`}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
