import { PACKS } from '../packs.ts'
import { foldWord } from './fold.ts'

const CHOICE = /\(([^()]*)\)/
/** By character, the one that stands for it; 0 for most. */
const same = new Uint16Array(0x10000)
for (const { words } of PACKS) {
  for (const [char, others] of Object.entries(words.same))
    for (const other of others) same[other.charCodeAt(0)] = char.charCodeAt(0)
}

/** 俺 as 我 and 嘞 as 的, in folded text: as long as it was, to be searched for `spellings`. */
export function plainly(dense: string): string {
  let plain = ''
  let done = 0
  for (let i = 0; i < dense.length; i++) {
    const one = same[dense.charCodeAt(i)] ?? 0
    if (one === 0) continue
    plain += dense.slice(done, i) + String.fromCharCode(one)
    done = i + 1
  }
  return done === 0 ? dense : plain + dense.slice(done)
}

/** Every way to write a word of ours, folded: `(不|别)要` is two, and what is alike (咋 for 怎么) takes its place. */
export function spellings(pattern: string, alike: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const choice = pattern.includes('(') ? CHOICE.exec(pattern) : null
  if (choice !== null) {
    const [whole, options = ''] = choice
    const [before, behind] = [pattern.slice(0, choice.index), pattern.slice(choice.index + whole.length)]
    return options.split('|').flatMap(option => spellings(before + option + behind, alike))
  }
  let forms = [pattern]
  // Thousands of words are spelled: no lists of the keys are made for each.
  for (const word in alike) {
    if (!pattern.includes(word)) continue
    const ways = alike[word] ?? []
    forms = forms.flatMap(form => [form, ...ways.map(way => form.replaceAll(word, way))])
  }
  const [only, ...others] = forms
  if (only !== undefined && others.length === 0) return [plainly(foldWord(only))]
  return [...new Set(forms.map(form => plainly(foldWord(form))))]
}
