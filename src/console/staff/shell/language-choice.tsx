import { LANGUAGES, useWords } from '../texts/words.tsx'

export function LanguageChoice() {
  const { t, language, choose } = useWords()
  return (
    <label className="choice">
      <span className="visually-hidden">{t('language')}</span>
      <select
        value={language}
        onChange={event => {
          const chosen = LANGUAGES.find(known => known === event.target.value)
          if (chosen) choose(chosen)
        }}
      >
        {LANGUAGES.map(known => (
          <option key={known} value={known} lang={known}>
            {t(`language.${known}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
