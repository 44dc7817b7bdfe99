import type { Meanings } from '../../../http/api.ts'
import { useWords } from '../texts/words.tsx'
import { intentInWords } from './intent-in-words.ts'

const KINDS = ['alias', 'example'] as const
type Kind = (typeof KINDS)[number]

interface Props {
  readonly kind: Kind
  readonly meant: string
  readonly meanings: Meanings | undefined
  readonly onKind: (kind: Kind) => void
  readonly onMeant: (meant: string) => void
}

export function MeaningChoice({ kind, meant, meanings, onKind, onMeant }: Props) {
  const words = useWords()
  const { t, language } = words
  const choices =
    kind === 'alias'
      ? (meanings?.items ?? [])
          .map(({ list, id, name }) => ({ value: `${list} ${id}`, label: name }))
          .sort((a, b) => a.label.localeCompare(b.label, language))
      : (meanings?.intents ?? []).map(intent => ({ value: intent, label: intentInWords(words, intent) }))
  return (
    <>
      <fieldset className="segments">
        <legend className="visually-hidden">{t('words.kind')}</legend>
        {KINDS.map(known => (
          <label key={known}>
            <input type="radio" name="kind" checked={kind === known} onChange={() => onKind(known)} />
            <span>{t(`words.kind.${known}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="faint">{t(`words.kind.${kind}.hint`)}</p>
      <label className="field">
        <span>{t(`words.meant.${kind}`)}</span>
        <select name="meant" value={meant} onChange={event => onMeant(event.target.value)}>
          <option value="">{t('words.meant.choose')}</option>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
