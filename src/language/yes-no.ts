import { type Folded, foldWord, NO_GAP } from './fold.ts'
import { findOption } from './options.ts'
import { PACKS } from './packs.ts'
import { wholeMessage } from './whole-message.ts'

export type YesNo = 'yes' | 'no'

const words = new Map<string, YesNo>()
for (const { words: said } of PACKS) {
  for (const word of said.yes) words.set(foldWord(word), 'yes')
  for (const word of said.no) words.set(foldWord(word), 'no')
}
/** 要不 and 好不好 are not answers. */
const OPEN_ENDED = /^要不|([^不])不\1/

/** The whole reply is yes or no: 中 · 不中 · 好的好的 · 没错 · yes please. */
export function wholeYesNo(dense: string): YesNo | null {
  if (OPEN_ENDED.test(dense)) return null
  return wholeMessage(dense, form => words.get(form) ?? words.get(unrepeated(form)) ?? null)
}

/** Where the reply is only the beginning: 对，两份 and, with the option 1 for 对, 1 再要俩馍. */
export function leadingYesNo(folded: Folded, options: readonly (readonly string[])[]): YesNo | null {
  const first = firstPart(folded)
  if (first === null) return null
  const option = findOption(first, options)
  if (option === null) return wholeYesNo(first)
  const said = (options[option] ?? []).map(word => wholeYesNo(foldWord(word)))
  return said.find(yesNo => yesNo !== null) ?? null
}

function firstPart(folded: Folded): string | null {
  for (let to = 1; to < folded.dense.length; to++) {
    if (folded.gap[to] !== NO_GAP) return folded.dense.slice(0, to).trimEnd()
  }
  return null
}

/** 对对对 → 对, 好的好的 → 好的 */
function unrepeated(form: string): string {
  for (let size = 1; size <= form.length / 2; size++) {
    const unit = form.slice(0, size)
    if (form.length % size === 0 && unit.repeat(form.length / size) === form) return unit
  }
  return form
}
