import { useState } from 'react'
import { ask } from '../live/ask.ts'
import { refresh } from '../live/resources.ts'
import { AskFirst } from '../shell/ask-first.tsx'
import { failureInWords } from '../shell/failure-in-words.ts'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'
import type { Label } from './meal.ts'

/** Orders on their way; before that they can still be taken back. */
const CARRIED = ['accepted', 'cooking', 'ready', 'out_for_delivery']

export function MarkOrder({ label }: { readonly label: Label }) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const [asking, setAsking] = useState(false)
  const mark = async (as: 'delivered' | 'no-answer') => {
    setAsking(false)
    await act.run(() => ask(`/api/orders/${label.order}/${as}`, {}))
    refresh('/api/kitchen', '/api/orders')
  }
  const underWay = CARRIED.includes(label.status)
  if (!underWay && label.status !== 'undelivered') return null
  return (
    <div className="mark">
      <button type="button" className="button small" disabled={act.busy} onClick={() => void mark('delivered')}>
        {t(act.busy ? 'kitchen.marking' : 'kitchen.delivered')}
        <span className="visually-hidden"> {label.number}</span>
      </button>
      {underWay && label.mode === 'deliver' && (
        <button type="button" className="button small quiet" disabled={act.busy} onClick={() => setAsking(true)}>
          {t('kitchen.noAnswer')}
          <span className="visually-hidden"> {label.number}</span>
        </button>
      )}
      {asking && (
        <AskFirst
          question={t('kitchen.noAnswer.ask')}
          label={t('kitchen.noAnswer.do')}
          onYes={() => void mark('no-answer')}
          onNo={() => setAsking(false)}
        />
      )}
      {act.failure && (
        <p className="problem" role="alert">
          {act.failure.status === 409 ? t('kitchen.mark.conflict') : failureInWords(words, act.failure)}
        </p>
      )}
    </div>
  )
}
