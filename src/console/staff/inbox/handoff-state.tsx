import type { HandoffCard } from '../../../http/api.ts'
import { serverNow, useNow } from '../live/server-clock.ts'
import { Icon } from '../shell/icon.tsx'
import { TimeSince } from '../shell/time-since.tsx'
import { clockTime, exactTime } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import type { Group } from './use-handoffs.ts'

/** From here on a wait is long: soon the desk has to promise a call instead. */
const LONG_MS = 90_000

/** The state in words with an icon; how long somebody waits, amber when it is long. `group`: what is plain from it. */
export function HandoffState({ card, group }: { readonly card: HandoffCard; readonly group?: Group }) {
  const words = useWords()
  const { t } = words
  switch (card.state) {
    case 'open':
      return <Waiting since={card.openedAt} />
    case 'promised':
      return <Promised by={card.promisedFor} />
    case 'claimed':
      if (group === 'mine') return card.lastMessageAt ? <Quiet at={card.lastMessageAt} /> : null
      return (
        <span className="state">
          <Icon name="person" /> {t('state.claimed', { who: card.claimedBy?.name ?? '' })}
        </span>
      )
    case 'closed':
    case 'withdrawn':
      return (
        <span className="state" title={card.closedAt ? exactTime(words, card.closedAt) : undefined}>
          {card.state === 'closed' && <Icon name="check" />}{' '}
          {card.closedAt && group === 'closed' ? clockTime(words, card.closedAt) : t(`state.${card.state}`)}
        </span>
      )
  }
}

function Waiting({ since }: { readonly since: string }) {
  const { t } = useWords()
  const long = useNow(1_000) - Date.parse(since) >= LONG_MS
  return (
    <span className={`state ${long ? 'amber' : ''}`}>
      <Icon name="clock" /> <TimeSince at={since} as="waited" />
      {long && <span className="visually-hidden">{t('waited.long')}</span>}
    </span>
  )
}

function Promised({ by }: { readonly by: string | null }) {
  const words = useWords()
  const now = useNow(1_000)
  if (!by) return null
  const late = now > Date.parse(by)
  const soon = Date.parse(by) - now < 15 * 60_000
  // Another day's call needs its day.
  const far = Date.parse(by) - serverNow() > 12 * 3_600_000
  const time = clockTime(words, by)
  return (
    <span className={`state ${late || (soon && !far) ? 'amber' : ''}`} title={exactTime(words, by)}>
      <Icon name="phone" /> {words.t(late ? 'state.promised.late' : 'state.promised', { time })}
    </span>
  )
}

function Quiet({ at }: { readonly at: string }) {
  return (
    <span className="state faint">
      <TimeSince at={at} as="time.ago" />
    </span>
  )
}
