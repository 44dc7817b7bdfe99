import { useEffect, useRef } from 'react'
import { useWords } from '../texts/words.tsx'

interface Props {
  /** The consequence, in words. */
  readonly question: string
  readonly label: string
  readonly onYes: () => void
  readonly onNo: () => void
}

/** Asks once, in place: a dialog of the browser would stop the alarms' sound and news while it stands. */
export function AskFirst({ question, label, onYes, onNo }: Props) {
  const { t } = useWords()
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  return (
    <div
      className="ask-first"
      role="alertdialog"
      aria-label={question}
      onKeyDown={event => {
        if (event.key === 'Escape') onNo()
      }}
    >
      <p>{question}</p>
      <button ref={yes} type="button" className="button small primary" onClick={onYes}>
        {label}
      </button>
      <button type="button" className="button small quiet" onClick={onNo}>
        {t('cancel')}
      </button>
    </div>
  )
}
