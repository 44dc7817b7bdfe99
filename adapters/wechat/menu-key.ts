const PREFIX = 't:'

/** The key of a menu button that says `words` for whoever presses it. */
export function menuKey(words: string): string {
  return `${PREFIX}${words}`
}

/** null: a button that isn't ours. */
export function saidBy(key: string): string | null {
  const words = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : ''
  return words.trim() === '' ? null : words
}
