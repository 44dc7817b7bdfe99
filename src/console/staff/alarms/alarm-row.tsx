import type { AlarmCard } from '../../../http/api.ts'
import { ask } from '../live/ask.ts'
import { refresh } from '../live/resources.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { Icon } from '../shell/icon.tsx'
import { useMe } from '../shell/me.ts'
import { hrefOf } from '../shell/place.ts'
import { TimeSince } from '../shell/time-since.tsx'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'
import { AlarmCall } from './alarm-call.tsx'
import { whoAndWhere } from './alarm-words.ts'
import { CloseAlarm } from './close-alarm.tsx'

export function AlarmRow({ alarm }: { readonly alarm: AlarmCard }) {
  const words = useWords()
  const { t } = words
  const mine = useMe().id === alarm.takenBy?.id
  const { who, where } = whoAndWhere(words, alarm)
  const talk = alarm.handoff
    ? hrefOf({ screen: 'inbox', handoff: alarm.handoff })
    : hrefOf({ screen: 'alarm', alarm: alarm.id })

  return (
    <li className={`alarm ${alarm.state} ${mine ? 'mine' : ''}`}>
      <div className="alarm-line">
        <Icon name="alarm" />
        <strong className="alarm-what">{t(`alarm.${alarm.class}`)}</strong>
        <span className="alarm-who">
          <span>{who}</span>
          <span className="alarm-where">{where}</span>
          <span className="alarm-where">{t(`channel.${alarm.channel}`)}</span>
        </span>
        <span className="alarm-marks">
          {alarm.further > 0 && <span>{t('alarm.further', { n: alarm.further })}</span>}
          {alarm.tier > 1 && (
            <span className="tier" title={t('alarm.tier.why')}>
              {t('alarm.tier', { n: alarm.tier })}
            </span>
          )}
          <span className="alarm-time">
            <TimeSince at={alarm.raisedAt} />
          </span>
        </span>
        <span className="alarm-acts">
          {alarm.state === 'raised' ? <Take alarm={alarm} /> : !mine && <TakenBy alarm={alarm} />}
          <a className="button small" href={talk}>
            {t('alarm.talk')}
          </a>
        </span>
      </div>
      {alarm.silent && (
        <p className="alarm-silent">
          <Icon name="hidden" /> <strong>{t('alarm.silent')}</strong> <span>{t('alarm.silent.why')}</span>
        </p>
      )}
      {mine && <AlarmCall alarm={alarm} />}
      {mine && <CloseAlarm id={alarm.id} />}
    </li>
  )
}

function TakenBy({ alarm }: { readonly alarm: AlarmCard }) {
  const { t } = useWords()
  return <span className="taken-by">{t('alarm.takenBy', { who: alarm.takenBy?.name ?? '' })}</span>
}

function Take({ alarm }: { readonly alarm: AlarmCard }) {
  const words = useWords()
  const act = useAct()
  const take = async () => {
    await act.run(() => ask(`/api/alarms/${alarm.id}/take`, {}))
    refresh('/api/alarms', '/api/handoffs?')
  }
  const { failure } = act
  return (
    <>
      {failure && (
        <span className="alarm-problem" role="alert">
          {failure.status === 409 ? words.t('alarm.conflict') : failureInWords(words, failure)}
        </span>
      )}
      <button type="button" className="button small take" disabled={act.busy} onClick={() => void take()}>
        {words.t(act.busy ? 'alarm.taking' : 'alarm.take')}
      </button>
    </>
  )
}
