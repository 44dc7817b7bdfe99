import type { Example } from '../../core/catalogue.ts'
import type { Intent, ReadIntent } from '../../core/reading.ts'
import { foldWord, isWordUnit } from '../text/fold.ts'
import { wholeMessage } from './whole-message.ts'

/** As administrators taught it: before whatever the rules make of it. One character off: asked about. */
const TAUGHT = 0.97
const NEARLY = 0.7
/** In a shorter one each character counts. */
const SHORTEST_NEAR = 5
/** One of these more or less turns the meaning round. */
const TURNING = /[不没别无未甭莫非勿少多前后上下早晚0-9零一二两三四五六七八九十俩仨]/

export interface ExampleIndex {
  /** What the whole message was taught to mean; null: nothing. */
  find(dense: string): ReadIntent | null
}

export function indexExamples(examples: readonly Example[]): ExampleIndex {
  const byWords = new Map<string, Intent>(examples.map(({ words, intent }) => [foldWord(words), intent]))
  byWords.delete('')
  const long = [...byWords.keys()].filter(words => words.length >= SHORTEST_NEAR)
  return {
    find(dense) {
      if (byWords.size === 0) return null
      const intent = wholeMessage(dense, form => byWords.get(form) ?? null)
      if (intent !== null) return { intent, sure: TAUGHT }
      const near = long.filter(words => isNear(words, dense)).map(words => byWords.get(words))
      const [first] = near
      return first !== undefined && near.every(one => one === first) ? { intent: first, sure: NEARLY } : null
    },
  }
}

/** One Chinese character more, less or another. */
function isNear(words: string, dense: string): boolean {
  if (Math.abs(words.length - dense.length) > 1) return false
  let from = 0
  while (from < words.length && words.charAt(from) === dense.charAt(from)) from++
  let back = 0
  const most = Math.min(words.length, dense.length) - from
  while (back < most && words.at(-1 - back) === dense.at(-1 - back)) back++
  const [mine, theirs] = [words.slice(from, words.length - back), dense.slice(from, dense.length - back)]
  if (mine.length > 1 || theirs.length > 1) return false
  return [...mine, ...theirs].every(char => !TURNING.test(char) && !isWordUnit(char.charCodeAt(0)) && char !== ' ')
}
