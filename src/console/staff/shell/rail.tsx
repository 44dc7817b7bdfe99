import { useState } from 'react'
import { useHandoffs } from '../inbox/use-handoffs.ts'
import { holdsUnsent } from '../live/replies.ts'
import { signOut } from '../live/session.ts'
import { useWords } from '../texts/words.tsx'
import { AskFirst } from './ask-first.tsx'
import { failureInWords } from './failure-in-words.ts'
import { Icon, type IconName } from './icon.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { useMe } from './me.ts'
import { hrefOf, type Place } from './place.ts'
import { ThemeChoice } from './theme-choice.tsx'

export function Rail({ place, onHelp }: { readonly place: Place; readonly onHelp: () => void }) {
  const { t } = useWords()
  const me = useMe()
  const { waiting, mine } = useHandoffs()
  const unanswered = mine.filter(handoff => handoff.unanswered).length
  return (
    <nav className="rail" aria-label={t('screens')}>
      <p className="brand">
        <Icon name="mark" /> <span>{t('desk')}</span>
      </p>
      <ul>
        <RailLink
          to={{ screen: 'inbox', handoff: null }}
          here={place.screen === 'inbox' || place.screen === 'alarm'}
          icon="inbox"
          label={t('screen.inbox')}
          keys="G I"
          count={waiting.length + unanswered}
        />
        <RailLink
          to={{ screen: 'kitchen', query: '' }}
          here={place.screen === 'kitchen'}
          icon="kitchen"
          label={t('screen.kitchen')}
          keys="G K"
        />
        {me.role === 'administrator' && (
          <RailLink
            to={{ screen: 'words', wording: null }}
            here={place.screen === 'words'}
            icon="words"
            label={t('screen.words')}
            keys="G W"
          />
        )}
      </ul>
      <MyCorner onHelp={onHelp} />
    </nav>
  )
}

interface RailLinkProps {
  readonly to: Place
  readonly here: boolean
  readonly icon: IconName
  readonly label: string
  readonly keys: string
  readonly count?: number
}

function RailLink({ to, here, icon, label, keys, count = 0 }: RailLinkProps) {
  return (
    <li>
      <a href={hrefOf(to)} className="rail-link" aria-current={here ? 'page' : undefined} title={`${label} (${keys})`}>
        <Icon name={icon} />
        <span className="rail-label">{label}</span>
        {count > 0 && <span className="count">{count}</span>}
      </a>
    </li>
  )
}

/** Who I am, how I like it, and the way out. */
function MyCorner({ onHelp }: { readonly onHelp: () => void }) {
  const words = useWords()
  const { t } = words
  const me = useMe()
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const leave = async () => {
    setAsking(false)
    const failure = await signOut()
    if (failure) setProblem(failureInWords(words, failure))
  }
  return (
    <details className="my-corner">
      <summary title={t('settings')}>
        <span className="initial" aria-hidden="true">
          {me.name.slice(0, 1)}
        </span>
        <span className="rail-label">
          <strong>{me.name}</strong>
          <span className="faint">{t(`role.${me.role}`)}</span>
        </span>
        <Icon name="up" />
      </summary>
      <div className="my-corner-menu">
        <p className="who">
          <strong>{me.name}</strong> <span className="faint">{t(`role.${me.role}`)}</span>
        </p>
        <LanguageChoice />
        <ThemeChoice />
        <button type="button" className="button quiet wide" onClick={onHelp}>
          <Icon name="keys" /> {t('keys.open')} <kbd>?</kbd>
        </button>
        <button
          type="button"
          className="button quiet wide"
          onClick={() => (holdsUnsent() ? setAsking(true) : void leave())}
        >
          <Icon name="leave" /> {t('signOut')}
        </button>
        {asking && (
          <AskFirst
            question={t('signOut.unsent')}
            label={t('signOut')}
            onYes={() => void leave()}
            onNo={() => setAsking(false)}
          />
        )}
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </details>
  )
}
