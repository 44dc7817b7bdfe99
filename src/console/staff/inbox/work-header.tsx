import { useState } from 'react'
import type { HandoffDetail } from '../../../http/api.ts'
import { whoAndWhere } from '../alarms/alarm-words.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { ask } from '../live/ask.ts'
import { keepClosing } from '../live/replies.ts'
import { refresh } from '../live/resources.ts'
import { AskFirst } from '../shell/ask-first.tsx'
import { failureInWords } from '../shell/failure-in-words.ts'
import { Icon } from '../shell/icon.tsx'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'
import { HandoffState } from './handoff-state.tsx'
import { reasonInWords } from './reason-in-words.ts'

interface Props {
  readonly detail: HandoffDetail
  readonly mine: boolean
  readonly factsOpen: boolean
  readonly onFacts: () => void
}

export function WorkHeader({ detail, mine, factsOpen, onFacts }: Props) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const startClosing = () => keepClosing(detail.id, { note: '', slots: {} })
  const [asking, setAsking] = useState(false)
  const transfer = () => {
    setAsking(false)
    void act.run(async () => {
      await ask(`/api/handoffs/${detail.id}/transfer`, {})
      refresh('/api/handoffs')
    })
  }
  useShortcuts(mine ? { close: startClosing, transfer: () => setAsking(true) } : {})
  const { who, where } = whoAndWhere(words, detail)

  return (
    <header className="work-header">
      <a className="button small quiet back" href="#/inbox">
        <Icon name="back" /> {t('inbox.back')}
      </a>
      <div className="work-who">
        <h2>{who}</h2>
        <p>
          <HandoffState card={detail} /> <span>{reasonInWords(words, detail.reason)}</span> <span>{where}</span>
        </p>
      </div>
      <div className="work-acts">
        <button
          type="button"
          className="button small quiet facts-toggle"
          aria-expanded={factsOpen}
          aria-controls="facts"
          onClick={onFacts}
        >
          <Icon name="person" /> {t('facts.show')}
        </button>
        {mine && (
          <>
            <button type="button" className="button small" disabled={act.busy} onClick={() => setAsking(true)}>
              <Icon name="return" /> {t(act.busy ? 'transfer.going' : 'transfer')} <kbd>T</kbd>
            </button>
            <button type="button" className="button small" onClick={startClosing}>
              <Icon name="check" /> {t('close')} <kbd>E</kbd>
            </button>
          </>
        )}
      </div>
      {asking && (
        <AskFirst
          question={t('transfer.ask')}
          label={t('transfer.do')}
          onYes={transfer}
          onNo={() => setAsking(false)}
        />
      )}
      {act.failure && (
        <p className="problem" role="alert">
          {failureInWords(words, act.failure)}
        </p>
      )}
    </header>
  )
}
