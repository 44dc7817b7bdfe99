import { Fragment, useEffect } from 'react'
import type { TranscriptMessage } from '../../../http/api.ts'
import { findReplies, type Reply } from '../live/replies.ts'
import { useNow } from '../live/server-clock.ts'
import { Icon } from '../shell/icon.tsx'
import { dayName } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import { ReplyOnItsWay } from './reply-on-its-way.tsx'
import { SaidMessage } from './said-message.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'

interface Props {
  readonly messages: readonly TranscriptMessage[]
  readonly handoff?: string
  readonly replies?: readonly Reply[]
  /** What the resident and the bot speak. */
  readonly language?: string
  readonly who: string
}

/** The talk, oldest first. What comes new never moves what is being read. */
export function Transcript({ messages, handoff, replies = [], language, who }: Props) {
  const words = useWords()
  const { t } = words
  // By its own id: the desk may have it, though its answer was lost on the way back.
  const known = new Set(messages.map(message => message.replyId))
  const onTheWay = replies.filter(reply => !known.has(reply.id))
  useEffect(() => {
    if (handoff)
      findReplies(
        handoff,
        replies.filter(reply => known.has(reply.id)),
      )
  })
  const { scroller, fresh, toEnd, onScroll } = useStickToEnd(messages.length, onTheWay.length)
  const now = useNow(60_000)

  return (
    <div className="transcript-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keys */}
      <div ref={scroller} className="transcript" role="log" aria-label={t('talk')} tabIndex={0} onScroll={onScroll}>
        {messages.length === 0 && <p className="faint">{t('talk.empty')}</p>}
        <ol>
          {messages.map((message, place) => {
            const day = dayName(words, message.at, now)
            const before = messages[place - 1]
            const newDay = !before || dayName(words, before.at, now) !== day
            const continued = !newDay && before?.from === message.from
            return (
              <Fragment key={message.id}>
                {newDay && <li className="day">{day}</li>}
                <SaidMessage message={message} continued={continued} language={language} who={who} />
              </Fragment>
            )
          })}
          {handoff && onTheWay.map(reply => <ReplyOnItsWay key={reply.id} reply={reply} handoff={handoff} />)}
        </ol>
      </div>
      {fresh > 0 && (
        <button type="button" className="button small accent new-below" onClick={toEnd}>
          <Icon name="down" /> {t('talk.new', { n: fresh })}
        </button>
      )}
    </div>
  )
}
