import type { OpenForReading } from '../../core/reading.ts'
import { PACKS } from '../packs.ts'
import { foldWord } from '../text/fold.ts'
import { wholeMessage } from './whole-message.ts'

const LAST = -1
const MOST_NUMBERED = 20

/** Every way of saying a number that stands before an option: 1 · 一 · 第二个 · 最后那个. */
const numbers = numberWords()

/** Index of the one option that the message says, and nothing more. A number is enough without their words. */
export function findOption(dense: string, options: OpenForReading['options']): number | null {
  if (options.length === 0) return null
  let words: ReadonlyMap<string, number | null> | null = null
  return wholeMessage(dense, form => {
    const number = byNumber(form, options.length)
    if (number !== null) return number
    words ??= indexWords(options.map(said => said()))
    return words.get(form) ?? numberAndWords(form, words)
  })
}

function byNumber(form: string, count: number): number | null {
  const number = numbers.get(form)
  if (number === undefined) return null
  const index = number === LAST ? count - 1 : number - 1
  return index < count ? index : null
}

/** Words that name two options choose none. */
function indexWords(options: readonly (readonly string[])[]): ReadonlyMap<string, number | null> {
  const words = new Map<string, number | null>()
  for (const [index, said] of options.entries()) {
    for (const word of new Set(said.map(foldWord))) {
      if (word !== '') words.set(word, words.has(word) ? null : index)
    }
  }
  return words
}

/** 1订饭 */
function numberAndWords(form: string, words: ReadonlyMap<string, number | null>): number | null {
  const digit = form.charCodeAt(0) - 49
  if (!(digit >= 0 && digit < 9)) return null
  return words.get(form.slice(1).trimStart()) === digit ? digit : null
}

function numberWords(): ReadonlyMap<string, number> {
  const said = new Map<string, number>()
  for (const { words } of PACKS) {
    for (const word of words.lastOption) said.set(foldWord(word), LAST)
    for (let number = 1; number <= MOST_NUMBERED; number++) {
      for (const form of words.optionForms) {
        said.set(form.replace('%', String(number)), number)
        for (const name of words.optionNumbers[number - 1] ?? []) said.set(form.replace('#', name), number)
      }
    }
  }
  return said
}
