import type { UnknownWord } from '../../../http/api.ts'
import { useResource } from '../live/resources.ts'
import { EmptyState } from '../shell/empty-state.tsx'
import { Icon } from '../shell/icon.tsx'
import { hrefOf } from '../shell/place.ts'
import { useWords } from '../texts/words.tsx'
import { LearnedList } from './learned-list.tsx'
import { TeachForm } from './teach-form.tsx'
import { WordList } from './word-list.tsx'

/** What residents said and nobody understood; beside it, what the chosen one means, and what was taught before. */
export function WordsScreen({ chosen }: { readonly chosen: string | null }) {
  const { t } = useWords()
  const unknown = useResource<{ words: readonly UnknownWord[] }>('/api/words/unknown')
  const word = unknown.data?.words.find(one => one.id === chosen) ?? null
  return (
    <div className={`inbox ${word ? 'has-work' : ''}`}>
      <WordList unknown={unknown} chosen={chosen} />
      <section className="work" aria-label={t('words.teach')}>
        <div className="words-work">
          {word ? (
            <>
              <a className="button small quiet back" href={hrefOf({ screen: 'words', wording: null })}>
                <Icon name="back" /> {t('inbox.back')}
              </a>
              <TeachForm key={word.id} word={word} />
            </>
          ) : (
            <EmptyState icon="words" title={t('words.choose')}>
              {t('words.choose.keys')}
            </EmptyState>
          )}
          <LearnedList />
        </div>
      </section>
    </div>
  )
}
