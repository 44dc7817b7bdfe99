import { phoneInGroups } from '../shell/phone-in-groups.ts'
import { useWords } from '../texts/words.tsx'
import { MarkOrder } from './mark-order.tsx'
import { type Label, type OrderRow, yuan } from './meal.ts'
import { modeInWords, statusInWords } from './order-words.ts'

interface Props {
  readonly labels: readonly Label[]
  readonly orders: readonly OrderRow[]
}

/** Who gets what, where and when, in the order of the way; marked here as it is carried. */
export function Sheet({ labels, orders }: Props) {
  const { t } = useWords()
  const byId = new Map(orders.map(order => [order.id, order]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keys
    <section className="table-frame" tabIndex={0} aria-label={t('kitchen.sheet')}>
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">{t('kitchen.time')}</th>
            <th scope="col">{t('kitchen.who')}</th>
            <th scope="col">{t('kitchen.what')}</th>
            <th scope="col">{t('kitchen.where')}</th>
            <th scope="col" className="number">
              {t('kitchen.pay')}
            </th>
            <th scope="col">{t('kitchen.state')}</th>
            <th scope="col" className="marks">
              {t('kitchen.marks')}
            </th>
          </tr>
        </thead>
        <tbody>
          {labels.map(label => (
            <SheetRow key={label.order} label={label} order={byId.get(label.order)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function SheetRow({ label, order }: { readonly label: Label; readonly order: OrderRow | undefined }) {
  const words = useWords()
  const { t } = words
  const phone = order?.recipient?.phone
  return (
    <tr className={`order ${label.status}`}>
      <td className="when">
        <span className="figures">{label.courier_slot ?? modeInWords(words, label.mode)}</span>
        <small className="figures faint">{label.number}</small>
      </td>
      <td>
        {label.name ?? '—'}
        {phone && (
          <a className="figures phone" href={`tel:${phone}`}>
            {phoneInGroups(phone)}
          </a>
        )}
      </td>
      <td>
        {label.lines}
        {label.diet && <strong className="diet">{label.diet}</strong>}
      </td>
      <td>{label.door ?? modeInWords(words, label.mode)}</td>
      <td className="number">
        {yuan(label.due_fen)}
        {order?.pay_by === 'monthly_bill' && <small className="faint">{t('kitchen.monthly')}</small>}
      </td>
      <td>{statusInWords(words, label.status)}</td>
      <td className="marks">
        <MarkOrder label={label} />
      </td>
    </tr>
  )
}
