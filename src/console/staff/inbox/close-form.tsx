import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { HandoffDetail } from '../../../http/api.ts'
import { ask } from '../live/ask.ts'
import { type Closing, keepClosing } from '../live/replies.ts'
import { refresh } from '../live/resources.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'

interface Props {
  readonly detail: HandoffDetail
  readonly closing: Closing
}

/** One sentence of what was agreed, and what changes in the draft; then the bot goes on. */
export function CloseForm({ detail, closing }: Props) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const [missing, setMissing] = useState(false)
  const keep = (part: Partial<Closing>) => keepClosing(detail.id, { ...closing, ...part })
  const changed = Object.fromEntries(
    detail.slots.flatMap(({ slot, value }) => {
      const now = closing.slots[slot]?.trim()
      return now && now !== value ? [[slot, now]] : []
    }),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const note = closing.note.trim()
    setMissing(note === '')
    if (note === '') return
    const slots = Object.keys(changed).length > 0 ? { slots: changed } : {}
    const done = await act.run(() => ask(`/api/handoffs/${detail.id}/close`, { note, ...slots }))
    if (done) keepClosing(detail.id, null)
    refresh('/api/handoffs')
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) keepClosing(detail.id, null)
  }
  const problem = missing ? t('close.note.missing') : act.failure && failureInWords(words, act.failure)

  return (
    <form className="foot close-form" aria-labelledby="close-title" onSubmit={submit} onKeyDown={leave} noValidate>
      <h3 id="close-title">{t('close.title')}</h3>
      <label className="field">
        <span>{t('close.note')}</span>
        <input
          value={closing.note}
          maxLength={500}
          lang={detail.language}
          aria-describedby="close-hint"
          aria-invalid={missing}
          // biome-ignore lint/a11y/noAutofocus: the form has just been asked for
          autoFocus
          onChange={event => keep({ note: event.target.value })}
        />
        <small id="close-hint" className="faint">
          {t('close.note.hint')}
        </small>
      </label>
      {detail.slots.length > 0 && (
        <details className="close-slots" open={Object.keys(changed).length > 0}>
          <summary>
            {t('close.slots')} <span className="faint">{t('close.slots.hint')}</span>
          </summary>
          <div className="close-slot-list">
            {detail.slots.map(({ slot, label, value }) => (
              <label key={slot} className="field">
                <span>{label}</span>
                <input
                  value={closing.slots[slot] ?? value}
                  onChange={event => keep({ slots: { ...closing.slots, [slot]: event.target.value } })}
                />
                {slot in changed && <small>{t('close.slots.changed', { value })}</small>}
              </label>
            ))}
          </div>
        </details>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-acts">
        <button type="button" className="button quiet" onClick={() => keepClosing(detail.id, null)}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="button primary" disabled={act.busy}>
          {t(act.busy ? 'close.going' : 'close.do')}
        </button>
      </div>
    </form>
  )
}
