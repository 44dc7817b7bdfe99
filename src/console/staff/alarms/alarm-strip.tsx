import { useRef } from 'react'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Icon } from '../shell/icon.tsx'
import { useWords } from '../texts/words.tsx'
import { AlarmRow } from './alarm-row.tsx'
import { alarmSentence } from './alarm-words.ts'
import { SoundNotice } from './sound-notice.tsx'
import { useAlarms } from './use-alarms.ts'
import { useNotifications } from './use-notifications.ts'
import { useSiren } from './use-siren.ts'

/** On top of every screen: who needs help now, said aloud, heard, and taken from here. */
export function AlarmStrip() {
  const words = useWords()
  const { t } = words
  const { raised, mine, others, failure } = useAlarms()
  const siren = useSiren(raised)
  useNotifications(raised)
  const strip = useRef<HTMLElement>(null)
  useShortcuts({ alarm: () => strip.current?.querySelector('button')?.focus() })
  const shown = [...raised, ...mine, ...others]

  return (
    <div className="alarms">
      <div role="alert" className="visually-hidden">
        {raised.map(alarm => (
          <p key={alarm.id}>{alarmSentence(words, alarm)}</p>
        ))}
      </div>
      <SoundNotice siren={siren} />
      {failure && (
        <p className="notice amber" role="status">
          <Icon name="warning" /> {t('alarm.stale')}
        </p>
      )}
      {shown.length > 0 && (
        <section ref={strip} className="alarm-strip" aria-label={t('alarms.open', { n: shown.length })}>
          <ul>
            {shown.map(alarm => (
              <AlarmRow key={alarm.id} alarm={alarm} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
