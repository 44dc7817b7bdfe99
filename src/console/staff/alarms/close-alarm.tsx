import { type FormEvent, useState } from 'react'
import { ask } from '../live/ask.ts'
import { refresh } from '../live/resources.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'

/** What was done and how the person is; kept with the alarm. */
export function CloseAlarm({ id }: { readonly id: string }) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(note.trim() === '')
    if (note.trim() === '') return
    await act.run(() => ask(`/api/alarms/${id}/close`, { note: note.trim() }))
    refresh('/api/alarms', '/api/handoffs')
  }
  const problem = missing ? t('alarm.close.missing') : act.failure && failureInWords(words, act.failure)

  return (
    <form className="alarm-close" onSubmit={submit} noValidate>
      <label>
        <span>{t('alarm.close.label')}</span>
        <input
          value={note}
          maxLength={500}
          placeholder={t('alarm.close.hint')}
          aria-invalid={missing}
          onChange={event => setNote(event.target.value)}
        />
      </label>
      <button type="submit" className="button small" disabled={act.busy}>
        {t(act.busy ? 'close.going' : 'alarm.close.send')}
      </button>
      {problem && (
        <p className="alarm-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
