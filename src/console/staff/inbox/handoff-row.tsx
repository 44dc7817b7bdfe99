import type { HandoffCard } from '../../../http/api.ts'
import { whoAndWhere } from '../alarms/alarm-words.ts'
import { Icon } from '../shell/icon.tsx'
import { hrefOf } from '../shell/place.ts'
import { useWords } from '../texts/words.tsx'
import { HandoffState } from './handoff-state.tsx'
import { reasonInWords } from './reason-in-words.ts'
import type { Group } from './use-handoffs.ts'

interface Props {
  readonly card: HandoffCard
  /** Where it stands in the list; while the list is held its state may already be another. */
  readonly group: Group
  readonly chosen: boolean
  readonly gone: boolean
}

export function HandoffRow({ card, group, chosen, gone }: Props) {
  const words = useWords()
  const { t } = words
  const { who, where } = whoAndWhere(words, card)
  const unanswered = card.unanswered && card.state === 'claimed'
  return (
    <li>
      <a
        className={`row ${card.form ? '' : 'unnamed'} ${gone ? 'gone' : ''}`}
        href={hrefOf({ screen: 'inbox', handoff: card.id })}
        aria-current={chosen ? 'true' : undefined}
      >
        <span className="row-top">
          {unanswered && <span className="dot" role="img" aria-label={t('row.unanswered')} />}
          <span className="row-who">{who}</span>
          {card.alarm && (
            <span className="row-alarm" title={t('row.alarm')}>
              <Icon name="alarm" />
              <span className="visually-hidden">{t('row.alarm')}</span>
            </span>
          )}
          {gone ? <span className="state">{t('row.gone')}</span> : <HandoffState card={card} group={group} />}
        </span>
        <span className="row-more">
          <span>{reasonInWords(words, card.reason)}</span>
          <span>{where}</span>
          <span>{t(`channel.${card.channel}`)}</span>
        </span>
      </a>
    </li>
  )
}
