import { useEffect, useRef } from 'react'
import type { UnknownWord } from '../../../http/api.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import type { Resource } from '../live/resources.ts'
import { EmptyState } from '../shell/empty-state.tsx'
import { FailureNote } from '../shell/failure-note.tsx'
import { go, hrefOf } from '../shell/place.ts'
import { TimeSince } from '../shell/time-since.tsx'
import { useWords } from '../texts/words.tsx'
import { MaskedWords } from './masked-words.tsx'

interface Props {
  readonly unknown: Resource<{ readonly words: readonly UnknownWord[] }>
  readonly chosen: string | null
}

export function WordList({ unknown, chosen }: Props) {
  const { t } = useWords()
  const scroller = useRef<HTMLElement>(null)
  const { data, failure } = unknown
  const words = data?.words ?? []
  const move = (by: number) => {
    const at = words.findIndex(word => word.id === chosen)
    const next = at < 0 ? words[by > 0 ? 0 : words.length - 1] : words[at + by]
    if (next) go({ screen: 'words', wording: next.id })
  }
  useShortcuts({ down: () => move(1), up: () => move(-1) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row of the newly chosen one is scrolled to
  useEffect(() => {
    scroller.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <section ref={scroller} className="list" aria-label={t('words.list')}>
      <h1 className="list-title">{t('words')}</h1>
      {failure && <FailureNote failure={failure} />}
      {!data && !failure && (
        <p className="skeletons" role="status">
          {t('loading')}
        </p>
      )}
      {data && words.length === 0 && (
        <EmptyState icon="check" title={t('words.empty')}>
          {t('words.empty.teach')}
        </EmptyState>
      )}
      <ul>
        {words.map(word => (
          <li key={word.id}>
            <a
              className="row"
              href={hrefOf({ screen: 'words', wording: word.id })}
              aria-current={word.id === chosen ? 'true' : undefined}
            >
              <span className="row-top">
                <span className="row-who">
                  <MaskedWords text={word.text} />
                </span>
                <span className="state">{t('words.said', { n: word.said })}</span>
              </span>
              <span className="row-more">
                <span>{t('words.people', { n: word.people })}</span>
                <span>
                  <TimeSince at={word.lastAt} as="time.ago" />
                </span>
                {word.during && <span>{word.during}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
