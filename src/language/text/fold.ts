import { DROPPED, foldTable, MARK, SPACE } from './fold-table.ts'

export const LONGEST = 5_000

/** What stands between two folded characters. */
export const NO_GAP = 0
export const SPACE_GAP = 1
export const CLAUSE_GAP = 2

/**
 * A message made comparable: width, case, Traditional script, apostrophes, spaces and punctuation folded away. Words of
 * Latin letters and figures stay one space apart; `.:-/` stay between figures.
 */
export interface Folded {
  /** As written: NFC, trimmed, at most 5,000 UTF-16 units. */
  readonly text: string
  readonly dense: string
  /** Place in `text` of each unit of `dense`, and its length at the end. */
  readonly at: Uint16Array
  /** What was folded away before each unit of `dense`: NO_GAP, SPACE_GAP or CLAUSE_GAP. */
  readonly gap: Uint8Array
}

const units = new Uint16Array(2 * LONGEST + 2)
const places = new Uint16Array(2 * LONGEST + 2)
const gaps = new Uint8Array(2 * LONGEST + 2)

export function fold(raw: string): Folded {
  const text = clean(raw)
  const size = foldUnits(text)
  gaps[size] = CLAUSE_GAP
  places[size] = text.length
  return {
    text,
    dense: decode(text, size),
    at: places.slice(0, size + 1),
    gap: gaps.slice(0, size + 1),
  }
}

/** The comparable form of a word of ours. */
export function foldWord(word: string): string {
  const text = clean(word)
  return decode(text, foldUnits(text))
}

/** Into `units`, `places` and `gaps`; gives how many. */
function foldUnits(text: string): number {
  const table = foldTable()
  let size = 0
  let gap = NO_GAP
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    let unit = table[code] ?? DROPPED
    if (unit === DROPPED) continue
    if (unit === SPACE || unit === MARK) {
      const kept = gap === NO_GAP && size > 0 ? betweenFigures(text, i, units[size - 1] ?? 0, table) : 0
      if (kept === 0) {
        gap = Math.max(gap, unit === MARK ? CLAUSE_GAP : SPACE_GAP)
        continue
      }
      unit = kept
    }
    if (gap !== NO_GAP && size > 0 && isWordUnit(unit) && isWordUnit(units[size - 1] ?? 0)) {
      units[size] = 32
      places[size] = i
      gaps[size++] = gap
    }
    units[size] = unit
    places[size] = i
    gaps[size++] = gap
    gap = NO_GAP
  }
  return size
}

/** Latin letters, figures and the other alphabets that put spaces between words. */
export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 0xc0 && unit < 0x530) || unit === 35 /* # */
  )
}

export function isFigure(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

function clean(raw: string): string {
  const text = raw
    .slice(0, 4 * LONGEST)
    .normalize('NFC')
    .trim()
  if (text.length <= LONGEST) return text
  const cut = text.charCodeAt(LONGEST - 1)
  return text.slice(0, cut >= 0xd800 && cut <= 0xdbff ? LONGEST - 1 : LONGEST)
}

const KEPT: Readonly<Record<string, number>> = {
  '.': 46,
  '．': 46,
  ':': 58,
  '：': 58,
  '-': 45,
  '－': 45,
  '/': 47,
  '／': 47,
}

function betweenFigures(text: string, place: number, before: number, table: Uint16Array): number {
  const kept = KEPT[text.charAt(place)]
  if (kept === undefined || !isFigure(before) || place + 1 >= text.length) return 0
  return isFigure(table[text.charCodeAt(place + 1)] ?? 0) ? kept : 0
}

/** The first `size` units as a string: most words are written as they are folded. */
function decode(text: string, size: number): string {
  let same = 0
  if (size === text.length) while (same < size && units[same] === text.charCodeAt(same)) same++
  return same === size && size > 0 ? text : joined(units, size)
}

function joined(from: Uint16Array, size: number): string {
  // String.fromCharCode takes a limited number of arguments; a short message is one call.
  if (size <= 4_096) return String.fromCharCode.apply(null, from.subarray(0, size) as unknown as number[]) // array-like
  return (
    String.fromCharCode.apply(null, from.subarray(0, 4_096) as unknown as number[]) + // array-like
    joined(from.slice(4_096, size), size - 4_096)
  )
}
