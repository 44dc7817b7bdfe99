import type { HandoffDetail } from '../../../http/api.ts'
import { useNow } from '../live/server-clock.ts'
import { Icon } from '../shell/icon.tsx'
import { clockTime, dayName, exactTime } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'

/** Beside the reply box: how much the platform still takes, or that it takes nothing before they write. */
export function WindowNote({ window, passiveOnly }: Pick<HandoffDetail, 'window' | 'passiveOnly'>) {
  const words = useWords()
  const { t } = words
  const now = useNow(60_000)
  if (passiveOnly) return <p className="window-note">{t('reply.later')}</p>
  if (!window) return null
  const { left, until } = window
  if (!until) {
    return (
      <p className="problem" role="status">
        <Icon name="warning" /> {t('reply.none')}
      </p>
    )
  }
  const when = `${dayName(words, until, now)} ${clockTime(words, until)}`
  return (
    <p className="window-note" title={exactTime(words, until)}>
      {t('reply.left', { n: left, until: when })}
    </p>
  )
}
