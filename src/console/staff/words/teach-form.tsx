import { type FormEvent, useRef, useState } from 'react'
import type { Meanings, Taught, UnknownWord } from '../../../http/api.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { ask } from '../live/ask.ts'
import { refresh, useResource } from '../live/resources.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { FailureNote } from '../shell/failure-note.tsx'
import { go } from '../shell/place.ts'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'
import { MaskedWords, withoutMasks } from './masked-words.tsx'
import { MeaningChoice } from './meaning-choice.tsx'

type Refused = NonNullable<Taught['refused']> | 'missing' | 'conflict'

/** What the chosen words mean: another name of something, or a wish that is always said so. */
export function TeachForm({ word }: { readonly word: UnknownWord }) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const field = useRef<HTMLInputElement>(null)
  useShortcuts({ teach: () => field.current?.focus() })
  const [said, setSaid] = useState(() => withoutMasks(word.text))
  const [kind, setKind] = useState<'alias' | 'example'>('alias')
  const [meant, setMeant] = useState('')
  const [refused, setRefused] = useState<Refused | null>(null)
  const { data: meanings, failure } = useResource<Meanings>('/api/words/meanings')

  const leave = () => {
    refresh('/api/words')
    go({ screen: 'words', wording: null })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const meaning = meaningOf(kind, meant, meanings)
    if (said.trim() === '' || !meaning) {
      setRefused('missing')
      return
    }
    setRefused(null)
    await act.run(async () => {
      const taught = await ask<Taught>('/api/words/learned', { words: said.trim(), meaning, unknown: word.id })
      if (taught.refused) setRefused(taught.refused)
      else leave()
    })
  }
  const dismiss = async () => {
    if (await act.run(() => ask(`/api/words/unknown/${word.id}/dismiss`, {}))) leave()
  }
  const conflict = act.failure?.status === 409 ? 'conflict' : null
  const why = refused ?? conflict
  const problem = why ? t(`words.refused.${why}`) : act.failure && failureInWords(words, act.failure)

  return (
    <form className="teach-form" aria-labelledby="teach-title" onSubmit={submit} noValidate>
      <h2 id="teach-title">
        <MaskedWords text={word.text} />
      </h2>
      {failure && <FailureNote failure={failure} />}
      <label className="field">
        <span>{t('words.said.label')}</span>
        <input
          value={said}
          maxLength={60}
          aria-describedby="said-hint"
          aria-invalid={problem ? true : undefined}
          ref={field}
          onChange={event => setSaid(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
        <small id="said-hint" className="faint">
          {t('words.said.hint')}
        </small>
      </label>
      <MeaningChoice
        kind={kind}
        meant={meant}
        meanings={meanings}
        onKind={next => {
          setKind(next)
          setMeant('')
        }}
        onMeant={setMeant}
      />
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-acts">
        <button type="button" className="button quiet" disabled={act.busy} onClick={() => void dismiss()}>
          {t('words.dismiss')}
        </button>
        <button type="submit" className="button primary" disabled={act.busy}>
          {t(act.busy ? 'words.teach.going' : 'words.teach.do')}
        </button>
      </div>
    </form>
  )
}

function meaningOf(kind: 'alias' | 'example', meant: string, meanings: Meanings | undefined) {
  if (kind === 'example') {
    const intent = meanings?.intents.find(one => one === meant)
    return intent ? { kind, intent } : null
  }
  const item = meanings?.items.find(one => `${one.list} ${one.id}` === meant)
  return item ? { kind, list: item.list, item: item.id } : null
}
