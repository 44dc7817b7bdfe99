import { useState } from 'react'
import type { LearnedWord } from '../../../http/api.ts'
import { ask } from '../live/ask.ts'
import { refresh, useResource } from '../live/resources.ts'
import { AskFirst } from '../shell/ask-first.tsx'
import { failureInWords } from '../shell/failure-in-words.ts'
import { FailureNote } from '../shell/failure-note.tsx'
import { TimeSince } from '../shell/time-since.tsx'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'
import { intentInWords } from './intent-in-words.ts'

/** What was taught before, and the way to take it back. */
export function LearnedList() {
  const { t } = useWords()
  const { data, failure } = useResource<{ words: readonly LearnedWord[] }>('/api/words/learned')
  return (
    <section className="learned" aria-labelledby="learned-title">
      <h2 id="learned-title">
        {t('words.learned')} {data && <span className="count quiet">{data.words.length}</span>}
      </h2>
      {failure && <FailureNote failure={failure} />}
      {data?.words.length === 0 && <p className="faint">{t('words.learned.none')}</p>}
      <ul>
        {data?.words.map(word => (
          <LearnedRow key={word.id} word={word} />
        ))}
      </ul>
    </section>
  )
}

function LearnedRow({ word }: { readonly word: LearnedWord }) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    setAsking(false)
    await act.run(() => ask(`/api/words/learned/${word.id}/remove`, {}))
    refresh('/api/words/learned')
  }
  const means = word.item ?? (word.intent && intentInWords(words, word.intent)) ?? ''
  return (
    <li>
      <span className="learned-words">
        {t(word.item === null ? 'words.learned.example' : 'words.learned.alias', { words: word.words, means })}
      </span>
      <span className="faint">
        {word.addedBy ?? ''} <TimeSince at={word.addedAt} as="time.ago" />
      </span>
      <button type="button" className="button small quiet" disabled={act.busy} onClick={() => setAsking(true)}>
        {t('words.remove')}
      </button>
      {asking && (
        <AskFirst
          question={t('words.remove.ask', { words: word.words })}
          label={t('words.remove')}
          onYes={() => void remove()}
          onNo={() => setAsking(false)}
        />
      )}
      {act.failure && (
        <p className="problem" role="alert">
          {failureInWords(words, act.failure)}
        </p>
      )}
    </li>
  )
}
