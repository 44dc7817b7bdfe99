import { useEffect } from 'react'
import { findSession, useSession } from './live/session.ts'
import { Shell } from './shell/shell.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { useWords } from './texts/words.tsx'

export function App() {
  const session = useSession()
  const { t } = useWords()
  useEffect(() => {
    void findSession()
  }, [])
  useEffect(() => {
    if (session.kind !== 'in') document.title = t('desk.console')
  }, [session.kind, t])

  switch (session.kind) {
    case 'asking':
      return <p className="boot">{t('loading')}</p>
    case 'unreachable':
      return (
        <main className="boot" role="alert">
          <p>{t('failure.unreachable')}</p>
          <button type="button" className="button" onClick={() => void findSession()}>
            {t('retry')}
          </button>
        </main>
      )
    case 'out':
      return <SignIn ended={session.ended} />
    case 'in':
      return <Shell me={session.me} />
  }
}
