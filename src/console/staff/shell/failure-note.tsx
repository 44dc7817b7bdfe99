import type { ApiFailure } from '../live/ask.ts'
import { refresh } from '../live/resources.ts'
import { useWords } from '../texts/words.tsx'
import { failureInWords } from './failure-in-words.ts'
import { Icon } from './icon.tsx'

/** Something could not be read: what happened, and a way to try again. What was read before stays on screen. */
export function FailureNote({ failure }: { readonly failure: ApiFailure }) {
  const words = useWords()
  return (
    <p className="notice amber" role="alert">
      <Icon name="warning" /> {failureInWords(words, failure)}{' '}
      <button type="button" className="button small" onClick={() => refresh('/api/')}>
        {words.t('retry')}
      </button>
    </p>
  )
}
