import { useState } from 'react'
import { useWords } from '../texts/words.tsx'
import { keepTheme, keptTheme, THEMES } from './theme.ts'

export function ThemeChoice() {
  const { t } = useWords()
  const [theme, setTheme] = useState(keptTheme)
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{t('theme')}</legend>
      {THEMES.map(known => (
        <label key={known}>
          <input
            type="radio"
            name="theme"
            checked={theme === known}
            onChange={() => {
              keepTheme(known)
              setTheme(known)
            }}
          />
          <span>{t(`theme.${known}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
