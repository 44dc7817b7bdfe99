import { whoAndWhere } from '../alarms/alarm-words.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { useNow } from '../live/server-clock.ts'
import { EmptyState } from '../shell/empty-state.tsx'
import { failureInWords } from '../shell/failure-in-words.ts'
import { useAct } from '../shell/use-act.ts'
import { lengthInWords } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import { claim } from './claim.ts'
import type { Handoffs } from './use-handoffs.ts'

/** Beside the list: how to begin, and the one who has waited longest within one click. */
export function NothingChosen({ handoffs }: { readonly handoffs: Handoffs }) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const now = useNow(1_000)
  const longest = handoffs.waiting[0]
  const take = () => {
    if (longest && !act.busy) void act.run(() => claim(longest.id))
  }
  useShortcuts({ claim: take })
  if (!longest) {
    return (
      <EmptyState icon="inbox" title={t(handoffs.all.length > 0 ? 'inbox.choose' : 'inbox.empty')}>
        {t('inbox.choose.keys')}
      </EmptyState>
    )
  }
  const waited = lengthInWords(words, now - Date.parse(longest.openedAt))
  return (
    <EmptyState icon="inbox" title={t('inbox.choose')}>
      <p>{t('inbox.choose.longest', { who: whoAndWhere(words, longest).who, waited })}</p>
      <button type="button" className="button primary" disabled={act.busy} onClick={take}>
        {t(act.busy ? 'claim.going' : 'inbox.choose.take')} <kbd>C</kbd>
      </button>
      {act.failure && (
        <p className="problem" role="alert">
          {act.failure.status === 409 ? t('claim.conflict') : failureInWords(words, act.failure)}
        </p>
      )}
      <p className="faint">{t('inbox.choose.keys')}</p>
    </EmptyState>
  )
}
