const CHOICE = /\(([^()]*)\)/

/** Every way to write a word of ours: `(不|别)要` is two, and what is alike (咋 for 怎么) is put in its place. */
export function spellings(pattern: string, alike: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const choice = CHOICE.exec(pattern)
  if (choice !== null) {
    const [whole, options = ''] = choice
    return options.split('|').flatMap(option => spellings(pattern.replace(whole, option), alike))
  }
  let forms = [pattern]
  for (const [word, ways] of Object.entries(alike)) {
    if (pattern.includes(word)) forms = forms.flatMap(form => ways.map(way => form.replaceAll(word, way)))
  }
  return forms
}
