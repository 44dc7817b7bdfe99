import type { AlarmDetail } from '../../../http/api.ts'
import { Facts } from '../inbox/facts.tsx'
import { TalkSkeleton } from '../inbox/talk-skeleton.tsx'
import { Transcript } from '../inbox/transcript.tsx'
import { useResource } from '../live/resources.ts'
import { FailureNote } from '../shell/failure-note.tsx'
import { Icon } from '../shell/icon.tsx'
import { TimeSince } from '../shell/time-since.tsx'
import { useWords } from '../texts/words.tsx'
import { whoAndWhere } from './alarm-words.ts'

/** The talk an alarm came from, while no hand-off of it is open. Taking and closing is done in the strip above. */
export function AlarmView({ id }: { readonly id: string }) {
  const words = useWords()
  const { t } = words
  const { data, failure } = useResource<AlarmDetail>(`/api/alarms/${id}`)
  if (!data) return failure ? <FailureNote failure={failure} /> : <TalkSkeleton />
  const { who, where } = whoAndWhere(words, data)
  return (
    <div className="talk">
      <header className="work-header">
        <a className="button small quiet back always" href="#/inbox">
          <Icon name="back" /> {t('inbox.back')}
        </a>
        <div className="work-who">
          <h1>
            {t(`alarm.${data.class}`)} · {who}
          </h1>
          <p>
            <span>
              <Icon name="clock" /> <TimeSince at={data.raisedAt} as="time.ago" />
            </span>{' '}
            <span>{where}</span> <span>{t(`channel.${data.channel}`)}</span>
          </p>
        </div>
      </header>
      <div className="talk-main">
        {failure && <FailureNote failure={failure} />}
        <Transcript messages={data.messages} who={who} />
        {data.state === 'closed' && (
          <footer className="foot closed">
            <p>{t('alarm.closed')}</p>
            {data.note && <p>{data.note}</p>}
          </footer>
        )}
      </div>
      <Facts profile={data.profile} form={data.form} />
    </div>
  )
}
