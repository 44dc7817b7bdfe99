const PIECE = /\{([^}]*)\}|<(\w+)>|[^{<]+/g

/**
 * `{a|b} c` is said as "a c" and "b c"; `<who>` is one of a list. Not every combination, but each word at least once,
 * always the same ones. `salt` lets lines with the same lists begin differently.
 */
export function expand(line: string, lists: ReadonlyMap<string, readonly string[]>, salt: number): readonly string[] {
  const named = (name: string): readonly string[] => {
    const words = lists.get(name)
    if (words === undefined) throw new Error(`no list ${name} for ${line}`)
    return words
  }
  const choices = [...line.matchAll(PIECE)].map(([all, words, name]) => {
    if (name !== undefined) return named(name)
    if (words === undefined) return [all]
    return words.split('|').flatMap(word => (/^<\w+>$/.test(word) ? named(word.slice(1, -1)) : [word]))
  })
  const most = Math.max(...choices.map(words => words.length))
  const said = Array.from({ length: most }, (_, turn) =>
    choices.map((words, place) => words[wordAt(turn, place, words.length, salt)] ?? '').join(''),
  )
  return [...new Set(said.map(text => text.trim()))]
}

/** Each time a list begins anew it does so elsewhere, so that the words of two lists do not always meet. */
function wordAt(turn: number, place: number, words: number, salt: number): number {
  return (turn + Math.floor(turn / words) * (2 * place + 1) + 5 * place + salt) % words
}
