import { type FormEvent, useRef, useState } from 'react'
import type { ApiFailure } from '../live/ask.ts'
import { holdsUnsent } from '../live/replies.ts'
import { signIn } from '../live/session.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { Icon } from '../shell/icon.tsx'
import { LanguageChoice } from '../shell/language-choice.tsx'
import { useWords, type Words } from '../texts/words.tsx'

export function SignIn({ ended }: { readonly ended: boolean }) {
  const words = useWords()
  const { t } = words
  const [problem, setProblem] = useState<string | null>(null)
  const [going, setGoing] = useState(false)
  const [shown, setShown] = useState(false)
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const name = username.current?.value.trim() ?? ''
    const secret = password.current?.value ?? ''
    if (!name || !secret) {
      setProblem(t('signIn.missing'))
      return (name ? password : username).current?.focus()
    }
    setGoing(true)
    setProblem(null)
    const failure = await signIn(name, secret)
    if (!failure) return
    setGoing(false)
    setProblem(whyNot(words, failure))
    password.current?.select()
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit} noValidate aria-describedby="sign-in-problem">
        <p className="brand">
          <Icon name="mark" /> {t('desk')}
        </p>
        <h1>{t('signIn.title')}</h1>
        {ended && (
          <p className="note">
            {t('signIn.ended')}
            {holdsUnsent() && ` ${t('signIn.kept')}`}
          </p>
        )}
        <label className="field">
          <span>{t('signIn.username')}</span>
          <input
            ref={username}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: the page has this one purpose
            autoFocus
          />
        </label>
        <label className="field">
          <span>{t('signIn.password')}</span>
          <input ref={password} name="password" type={shown ? 'text' : 'password'} autoComplete="current-password" />
        </label>
        <label className="check">
          <input type="checkbox" checked={shown} onChange={event => setShown(event.target.checked)} />
          <span>{t('signIn.show')}</span>
        </label>
        <p id="sign-in-problem" className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="button primary wide" disabled={going}>
          {going ? t('signIn.going') : t('signIn')}
        </button>
      </form>
      <LanguageChoice />
    </main>
  )
}

function whyNot(words: Words, failure: ApiFailure): string {
  if (failure.status === 401 || failure.status === 400) return words.t('signIn.wrong')
  if (failure.status === 429) return words.t('signIn.tooMany')
  if (failure.status === 403) return words.t('signIn.forbidden')
  return failureInWords(words, failure)
}
