import type { Span } from './pack.ts'
import { figureOf } from './zh/numbers.ts'

export interface FigureRun extends Span {
  /** Figures, however said; a last letter x of an ID number included. */
  readonly figures: string
}

const SHORTEST = 6
/** As long as this with no blank in it, it is a number by itself: what stands beside it belongs to another. */
const WHOLE = 8
/** A mobile or an ID number, written in groups. */
const KNOWN = /^(?:(?:86)?1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9x])$/
/** As figures are called over the phone. */
const CALLED: Readonly<Record<string, number>> = { 洞: 0, 拐: 7, 勾: 9 }
const LAST_X = new Set(['x', '叉'])

/** Runs of figures said one by one or written in groups: 138 0000 0000, 幺三八…, 二零二六零零一九. */
export function findFigureRuns(dense: string): readonly FigureRun[] {
  const runs: FigureRun[] = []
  for (let at = 0; at < dense.length; ) {
    const run = runAt(dense, at)
    if (run === null) {
      at++
      continue
    }
    for (const part of apart(dense, run)) if (part.figures.length >= SHORTEST) runs.push(part)
    at = run.to
  }
  return runs
}

function apart(dense: string, run: FigureRun): readonly FigureRun[] {
  if (!dense.slice(run.from, run.to).includes(' ') || KNOWN.test(run.figures)) return [run]
  const parts: FigureRun[] = []
  for (let from = run.from; from < run.to; ) {
    const blank = dense.indexOf(' ', from)
    const end = blank < 0 || blank > run.to ? run.to : blank
    const part = runAt(dense.slice(0, end), from)
    if (part !== null) parts.push(part)
    from = end + 1
  }
  return parts.some(({ figures }) => figures.length >= WHOLE) ? parts : [run]
}

function runAt(dense: string, from: number): FigureRun | null {
  let figures = ''
  let to = from
  for (let at = from; at < dense.length; at++) {
    const char = dense.charAt(at)
    const figure = char >= '0' && char <= '9' ? char : (CALLED[char] ?? figureOf(char))
    if (figure !== null && char !== '两') {
      figures += figure
      to = at + 1
    } else if (LAST_X.has(char) && figures.length === 17) {
      return { from, to: at + 1, figures: `${figures}x` }
    } else if (!((char === ' ' || char === '-' || char === '杠') && figures !== '')) break
  }
  return figures === '' ? null : { from, to, figures }
}
