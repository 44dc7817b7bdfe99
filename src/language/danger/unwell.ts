import type { VocabularyHit } from '../text/vocabulary.ts'

/** 不得劲, 发烧 and their like, unless denied (不发烧). */
export function isUnwell(words: readonly VocabularyHit[]): boolean {
  const denials = words.filter(word => word.kind === 'notUnwell')
  return words.some(
    word => word.kind === 'unwell' && !denials.some(({ from, to }) => from <= word.from && to >= word.to),
  )
}
