import { PACKS } from '../packs.ts'
import { foldWord, isWordUnit } from '../text/fold.ts'

/** Longer messages are no command, option or bare answer, whatever is stripped from them. */
export const LONGEST_WHOLE = 40
const MOST_FILLERS = 3
const NONE: readonly string[] = []

/** By their first character, and by their last. */
const before = Map.groupBy(new Set(PACKS.flatMap(pack => pack.words.fillersBefore).map(foldWord)), word =>
  word.charAt(0),
)
const after = Map.groupBy(new Set(PACKS.flatMap(pack => pack.words.fillersAfter).map(foldWord)), word =>
  word.charAt(word.length - 1),
)

/** The first answer of `look` to the message as it is, then with fillers (请, 我要 … 吧, 谢谢) off either end. */
export function wholeMessage<T>(dense: string, look: (form: string) => T | null): T | null {
  if (dense === '' || dense.length > LONGEST_WHOLE) return null
  const exact = look(dense)
  if (exact !== null) return exact
  for (const ended of shorter(dense, withoutAfter)) {
    for (const form of shorter(ended, withoutBefore)) {
      const found = look(form)
      if (found !== null) return found
    }
  }
  return null
}

function shorter(form: string, strip: (form: string) => readonly string[]): readonly string[] {
  let last = strip(form)
  // Most have nothing to take off.
  if (last.length === 0) return [form]
  const all = new Set([form])
  last = last.filter(form => form !== '' && !all.has(form))
  for (const form of last) all.add(form)
  for (let round = 1; round < MOST_FILLERS && last.length > 0; round++) {
    last = last.flatMap(strip).filter(form => form !== '' && !all.has(form))
    for (const form of last) all.add(form)
  }
  return [...all]
}

function withoutBefore(form: string): readonly string[] {
  const words = before.get(form.charAt(0))
  if (words === undefined) return NONE
  return words.filter(word => startsWithWord(form, word)).map(word => form.slice(word.length).trimStart())
}

function withoutAfter(form: string): readonly string[] {
  const words = after.get(form.charAt(form.length - 1))
  if (words === undefined) return NONE
  return words.filter(word => endsWithWord(form, word)).map(word => form.slice(0, -word.length).trimEnd())
}

function startsWithWord(form: string, word: string): boolean {
  return form.startsWith(word) && !(isWordUnit(word.charCodeAt(0)) && isWordUnit(form.charCodeAt(word.length)))
}

function endsWithWord(form: string, word: string): boolean {
  return (
    form.endsWith(word) &&
    !(isWordUnit(word.charCodeAt(0)) && isWordUnit(form.charCodeAt(form.length - word.length - 1)))
  )
}
