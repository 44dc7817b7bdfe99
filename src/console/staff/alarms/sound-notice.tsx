import { useState } from 'react'
import { Icon } from '../shell/icon.tsx'
import { useWords } from '../texts/words.tsx'
import { type SirenState, unlockSiren } from './siren.ts'

const KEPT = 'zhaoying.console.notifications'

/** As long as alarms can't be heard it says so; afterwards it asks once for notices on the desktop. */
export function SoundNotice({ siren }: { readonly siren: SirenState }) {
  const { t } = useWords()
  const [asked, setAsked] = useState(() => localStorage.getItem(KEPT) !== null)
  if (siren === 'off') {
    return (
      <p className="notice amber" role="status">
        <Icon name="mute" /> {t('sound.off')}
      </p>
    )
  }
  if (siren === 'blocked') {
    return (
      <p className="notice amber" role="status">
        <Icon name="mute" /> {t('sound.blocked')}{' '}
        <button type="button" className="button small" onClick={unlockSiren}>
          {t('sound.enable')}
        </button>
      </p>
    )
  }
  if (asked || typeof Notification === 'undefined' || Notification.permission !== 'default') return null
  const settle = () => {
    localStorage.setItem(KEPT, 'asked')
    setAsked(true)
  }
  return (
    <p className="notice" role="status">
      <Icon name="bell" /> {t('notify.ask')}{' '}
      <button type="button" className="button small" onClick={() => void Notification.requestPermission().then(settle)}>
        {t('notify.enable')}
      </button>{' '}
      <button type="button" className="button small quiet" onClick={settle}>
        {t('notify.later')}
      </button>
    </p>
  )
}
