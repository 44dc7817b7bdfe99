import { isWordUnit } from '../text/fold.ts'
import { beginsNumber, figureOf } from '../zh/numbers.ts'

/** As figures are called over the phone. */
const CALLED: Readonly<Record<string, number>> = { 洞: 0, 拐: 7, 勾: 9 }

/** Whether figures may begin with this unit: most characters are done with here. */
export function mayBeFigure(unit: number): boolean {
  return beginsNumber(unit) || isWordUnit(unit) || CALLED_UNITS.has(unit)
}

const CALLED_UNITS = new Set(Object.keys(CALLED).map(char => char.charCodeAt(0)))

export function calledFigure(char: string): number | null {
  return CALLED[char] ?? figureOf(char)
}

export interface Called {
  readonly figures: string
  readonly to: number
}

/** 五个零, 三个八: where they are not what is counted. */
const REPEATED =
  /([一二两三四五六])个([0-9零〇一二三四五六七八九])(?=[一二两三四五六]个|再|[零〇一二三四五六七八九吧啊]|[^一-鿿0-9]|$)/y
const ENGLISH = 'zero one two three four five six seven eight nine'.split(' ')
const WORD = new RegExp(`(?:(double|triple) )?(oh|o|${ENGLISH.join('|')})(?![a-z0-9])`, 'y')

/** Several figures in a few words: 五个零, double seven. `isWithin`: figures stand before it. */
export function calledFigures(dense: string, at: number, isWithin: boolean): Called | null {
  if (dense.charCodeAt(at) < 0x80) return inEnglish(dense, at, isWithin)
  if (dense.charAt(at + 1) !== '个') return null
  REPEATED.lastIndex = at
  const said = REPEATED.exec(dense)
  if (said === null) return null
  const count = figureOf(said[1] ?? '') ?? 0
  const figure = calledFigure(said[2] ?? '')
  // 一个九 alone counts.
  if (figure === null || count === 0 || (count === 1 && !isWithin)) return null
  return { figures: String(figure).repeat(count), to: at + said[0].length }
}

function inEnglish(dense: string, at: number, isWithin: boolean): Called | null {
  if (!'dtozfsen'.includes(dense.charAt(at)) || isWordUnit(dense.charCodeAt(at - 1))) return null
  WORD.lastIndex = at
  const [whole, often, word = ''] = WORD.exec(dense) ?? []
  if (whole === undefined) return null
  const isOh = word.startsWith('o') && word !== 'one'
  if (isOh && often === undefined && !isWithin) return null
  const figure = isOh ? '0' : String(ENGLISH.indexOf(word))
  return { figures: figure.repeat(often === 'double' ? 2 : often === 'triple' ? 3 : 1), to: at + whole.length }
}
