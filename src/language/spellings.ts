import { foldWord } from './fold.ts'
import { PACKS } from './packs.ts'

const CHOICE = /\(([^()]*)\)/
const same = new Map<string, string>()
for (const { words } of PACKS) {
  for (const [char, others] of Object.entries(words.same)) for (const other of others) same.set(other, char)
}
const OTHERS = new RegExp(`[${[...same.keys()].join('')}]`, 'g')

/** 俺 as 我 and 嘞 as 的, in folded text: as long as it was, to be searched for `spellings`. */
export function plainly(dense: string): string {
  return dense.replace(OTHERS, char => same.get(char) ?? char)
}

/** Every way to write a word of ours, folded: `(不|别)要` is two, and what is alike (咋 for 怎么) takes its place. */
export function spellings(pattern: string, alike: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const choice = CHOICE.exec(pattern)
  if (choice !== null) {
    const [whole, options = ''] = choice
    return options.split('|').flatMap(option => spellings(pattern.replace(whole, option), alike))
  }
  let forms = [pattern]
  for (const [word, ways] of Object.entries(alike)) {
    if (pattern.includes(word)) forms = forms.flatMap(form => [form, ...ways.map(way => form.replaceAll(word, way))])
  }
  return [...new Set(forms.map(form => plainly(foldWord(form))))]
}
