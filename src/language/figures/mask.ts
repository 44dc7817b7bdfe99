import type { Span } from '../pack.ts'
import { findAddress } from '../places/address.ts'
import { type Folded, fold, foldWord } from '../text/fold.ts'
import { findWords } from '../text/vocabulary.ts'
import { type FigureRun, findFigureRuns } from './figures.ts'
import { findApplicationNumbers, findIdNumber, findPhones } from './identifiers.ts'
import { findName } from './name.ts'

type Mask = 'phone' | 'id' | 'case' | 'number' | 'name' | 'address'
/** What stands for what was taken out. */
export const MASK = /\[(?:phone|id|case|number|name|address)\]/g

interface Masked extends Span {
  readonly mask: Mask
}

/** Longer figures tell who somebody is, or how they pay; shorter ones count or name an option. */
const TELLING = /[0-9][0-9 .:/-]{3,}[0-9]/g
const FIGURES = /[0-9]+(?:[.:/-][0-9]+)*/g
/** A name of one character is part of every second word. */
const SHORTEST_TELLING = 6
const SHORTEST_KNOWN = 2

/**
 * The message with `[phone]`, `[id]`, `[case]`, `[number]`, `[name]` and `[address]` for what tells whose it is.
 * `known`: what is known of the person in words, such as names and addresses; their occurrences go too. `counts`: whether
 * short figures stay.
 */
export function maskPersonal(raw: string, known: readonly string[], counts: 'stay' | 'go'): string {
  const folded = fold(raw)
  const found: Masked[] = [...identifiers(folded), ...knownWords(folded, known), ...places(folded)]
  for (const { index, 0: figures } of folded.dense.matchAll(counts === 'go' ? FIGURES : TELLING)) {
    found.push({ from: index, to: index + figures.length, mask: 'number' })
  }
  return replaced(folded, found)
}

function identifiers(folded: Folded): Masked[] {
  const runs = findFigureRuns(folded)
  const phones = findPhones(runs)
  const idNumber = findIdNumber(runs)
  const masked = (spans: readonly (Span | null)[], mask: Mask) =>
    spans.flatMap(span => (span ? { from: span.from, to: span.to, mask } : []))
  const named = masked(phones, 'phone').concat(masked([idNumber], 'id'))
  const rest = runs.filter(run => !named.some(one => one.from === run.from))
  return [
    ...named,
    ...masked(findApplicationNumbers(folded, rest, []), 'case'),
    ...masked(rest.filter(isTelling), 'number'),
  ]
}

/** Shorter ones are counts and hours. */
function isTelling({ figures }: FigureRun): boolean {
  return figures.length >= SHORTEST_TELLING
}

function knownWords({ dense, text }: Folded, known: readonly string[]): Masked[] {
  const words = [...known, findName(fold(text), false) ?? ''].map(foldWord)
  return words
    .filter(word => word.length >= SHORTEST_KNOWN)
    .flatMap(word => placesOf(dense, word).map(from => ({ from, to: from + word.length, mask: 'name' as const })))
}

function placesOf(dense: string, word: string): number[] {
  const places: number[] = []
  for (let at = dense.indexOf(word); at >= 0; at = dense.indexOf(word, at + word.length)) places.push(at)
  return places
}

function places(folded: Folded): Masked[] {
  const address = findAddress(folded, findWords(folded), false)
  return address ? [{ from: address.from, to: address.to, mask: 'address' }] : []
}

/** Of spans that overlap the earliest and longest takes in the rest. */
function replaced({ text, at }: Folded, found: readonly Masked[]): string {
  let masked = ''
  let end = 0
  let said = 0
  for (const { from, to, mask } of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (from >= end) {
      masked += `${text.slice(said, at[from])}[${mask}]`
    }
    end = Math.max(end, to)
    said = Math.max(said, (at[end - 1] ?? 0) + 1)
  }
  return masked + text.slice(said)
}
