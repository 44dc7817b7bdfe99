import { type RefObject, useEffect } from 'react'
import type { HandoffDetail } from '../../../http/api.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { useAct } from '../shell/use-act.ts'
import { clockTime, exactTime } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import { claim } from './claim.ts'

interface Props {
  readonly detail: HandoffDetail
  /** True when it was asked for before the talk was here; then done once. */
  readonly early: RefObject<boolean>
}

/** Below a talk that is not mine: why I can't write yet, and how to take it. */
export function ClaimBar({ detail, early }: Props) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  const free = detail.state === 'open' || detail.state === 'promised'
  const take = () => {
    if (free && !act.busy) void act.run(() => claim(detail.id))
  }
  useShortcuts({ claim: take })
  useEffect(() => {
    if (early.current) take()
    early.current = false
  })

  if (detail.closedAt) {
    return (
      <footer className="foot closed">
        <p title={exactTime(words, detail.closedAt)}>
          {t('closed.at', { time: clockTime(words, detail.closedAt) })}
          {detail.state === 'withdrawn' && ` · ${t('state.withdrawn')}`}
        </p>
        {detail.note && (
          <p>
            <strong>{t('close.done')}</strong> {detail.note}
          </p>
        )}
      </footer>
    )
  }
  return (
    <footer className="foot claim">
      <p>
        {detail.state === 'claimed'
          ? t('others.claimed', { who: detail.claimedBy?.name ?? '' })
          : t(detail.state === 'promised' ? 'claim.promised' : 'claim.first')}
      </p>
      {act.failure && (
        <p className="problem" role="alert">
          {act.failure.status === 409 ? t('claim.conflict') : failureInWords(words, act.failure)}
        </p>
      )}
      {free && (
        <button type="button" className="button primary" disabled={act.busy} onClick={take}>
          {t(act.busy ? 'claim.going' : 'claim')} <kbd>C</kbd>
        </button>
      )}
    </footer>
  )
}
