import { useEffect, useRef, useState } from 'react'
import type { Me } from '../../../http/api.ts'
import { AlarmStrip } from '../alarms/alarm-strip.tsx'
import { AlarmView } from '../alarms/alarm-view.tsx'
import { useAlarms } from '../alarms/use-alarms.ts'
import { Inbox } from '../inbox/inbox.tsx'
import { useHandoffs } from '../inbox/use-handoffs.ts'
import { ShortcutHelp } from '../keyboard/shortcut-help.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Kitchen } from '../kitchen/kitchen.tsx'
import { startLiveFeed, useLink } from '../live/live-feed.ts'
import { holdsUnsent } from '../live/replies.ts'
import { endSession } from '../live/session.ts'
import { useWords } from '../texts/words.tsx'
import { WordsScreen } from '../words/words-screen.tsx'
import { Icon } from './icon.tsx'
import { MeContext } from './me.ts'
import { go, type Place, usePlace } from './place.ts'
import { Rail } from './rail.tsx'

/** The signed-in console: alarms on top of everything, the rail, and one screen. */
export function Shell({ me }: { readonly me: Me }) {
  const { t } = useWords()
  const place = usePlace()
  const main = useRef<HTMLElement>(null)
  const [help, setHelp] = useState(false)
  useEffect(() => startLiveFeed(endSession), [])
  useWarningBeforeLeaving()
  useShortcuts({
    inbox: () => go({ screen: 'inbox', handoff: null }),
    kitchen: () => go({ screen: 'kitchen', query: '' }),
    ...(me.role === 'administrator' && { words: () => go({ screen: 'words', wording: null }) }),
    help: () => setHelp(true),
  })

  return (
    <MeContext value={me}>
      <div className="desk">
        <button type="button" className="skip" onClick={() => main.current?.focus()}>
          {t('skip')}
        </button>
        <TitleCount />
        <AlarmStrip />
        <LinkNotice />
        <div className="frame">
          <Rail place={place} onHelp={() => setHelp(true)} />
          <main ref={main} tabIndex={-1} className={`screen at-${place.screen}`}>
            <Screen place={place} />
          </main>
        </div>
        {help && <ShortcutHelp onClose={() => setHelp(false)} />}
      </div>
    </MeContext>
  )
}

function Screen({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'inbox':
      return <Inbox chosen={place.handoff} />
    case 'alarm':
      return <AlarmView key={place.alarm} id={place.alarm} />
    case 'kitchen':
      return <Kitchen query={place.query} />
    case 'words':
      return <WordsScreen chosen={place.wording} />
  }
}

/** Alarms before everything; without any, how many wait for somebody. */
function TitleCount() {
  const { t } = useWords()
  const alarms = useAlarms().raised.length
  const waiting = useHandoffs().waiting.length
  useEffect(() => {
    if (alarms > 0) document.title = `(${alarms}) ${t('alarms')}! · ${t('desk')}`
    else document.title = waiting > 0 ? `(${waiting}) ${t('desk.console')}` : t('desk.console')
  }, [alarms, waiting, t])
  return null
}

function LinkNotice() {
  const { t } = useWords()
  const lost = useLink() === 'lost'
  return (
    <div role="status" className="notices">
      {lost && (
        <p className="notice amber">
          <Icon name="warning" /> {t('link.lost')}
        </p>
      )}
    </div>
  )
}

function useWarningBeforeLeaving(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (holdsUnsent()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
}
