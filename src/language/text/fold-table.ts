import traditional from 'opencc-js/dict/TSCharacters'

/** Values of the table below the space are classes, all others are the folded UTF-16 unit. */
export const DROPPED = 0
export const SPACE = 1
export const MARK = 2

/** Variants beyond the dictionary, 著, which Taiwan writes for 着, and the sign of how many times. */
const VARIANTS = '著着妳你喫吃祂他牠它裡里裏里羮羹麺面龢和×x'
const SILENT = /[\p{Cf}\p{Mn}'’‘`′＇´]/u
const LETTER = /[\p{L}\p{N}#]/u
const CLAUSE = /[,.;:!?，。；：！？、…\n\r]/u

let table: Uint16Array | null = null

/** One entry for each UTF-16 unit; built when first needed (a few milliseconds). */
export function foldTable(): Uint16Array {
  table ??= build()
  return table
}

/** Chinese characters and Korean syllables, which are folded to themselves: more than half of all units. */
const PLAIN: readonly (readonly [first: number, last: number])[] = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
]

function build(): Uint16Array {
  const made = new Uint16Array(0x10000)
  for (const [first, last] of PLAIN) for (let unit = first; unit <= last; unit++) made[unit] = unit
  for (let unit = 0; unit < 0x10000; unit++) if (made[unit] === 0) made[unit] = classify(unit)
  for (const pair of traditional.split('|')) {
    const from = pair.charCodeAt(0)
    if (pair.charAt(1) === ' ' && pair.length >= 3 && !isSurrogate(pair.charCodeAt(2))) made[from] = pair.charCodeAt(2)
  }
  for (let i = 0; i < VARIANTS.length; i += 2) made[VARIANTS.charCodeAt(i)] = VARIANTS.charCodeAt(i + 1)
  // A compatibility form may stand for a Traditional character (㊜ 適 适), which has a form of its own.
  return made.map(unit => (unit > MARK ? (made[unit] ?? unit) : unit))
}

function classify(unit: number): number {
  if (isSurrogate(unit)) return SPACE
  const char = String.fromCharCode(unit)
  if (SILENT.test(char)) return DROPPED
  const wide = char.normalize('NFKC')
  const one = wide.length === 1 ? wide : char
  if (CLAUSE.test(one)) return MARK
  if (!LETTER.test(one)) return SPACE
  const lower = one.toLowerCase()
  return (lower.length === 1 ? lower : one).charCodeAt(0)
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}
