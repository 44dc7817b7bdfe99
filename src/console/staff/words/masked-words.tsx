import { isTextKey, useWords } from '../texts/words.tsx'

const MASK = /\[(phone|id|case|number|name|address)\]/

/** What was taken out stands as a word of its own. */
export function MaskedWords({ text }: { readonly text: string }) {
  const { t } = useWords()
  return text.split(MASK).map((part, place) => {
    const key = `masked.${part}`
    // Every second part is the name of a mask.
    if (place % 2 === 0 || !isTextKey(key)) return part
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <mark key={place} className="masked">
        {t(key)}
      </mark>
    )
  })
}

/** The words alone, to begin a lesson with. */
export function withoutMasks(text: string): string {
  return text
    .split(MASK)
    .filter((_, place) => place % 2 === 0)
    .join(' ')
    .trim()
}
