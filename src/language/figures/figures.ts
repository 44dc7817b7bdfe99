import type { Span } from '../pack.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from '../text/fold.ts'
import { figureOf } from '../zh/numbers.ts'
import { type Called, calledFigure, calledFigures, mayBeFigure } from './called-figures.ts'

export interface FigureRun extends Span {
  /** Figures, however said; a last letter x of an ID number included. */
  readonly figures: string
}

/** Shorter runs are counts, hours and houses. */
const SHORTEST = 3
/** As long as this with no blank in it, it is a number by itself: what stands beside it belongs to another. */
const WHOLE = 8
/** No number of a person or a paper is longer. */
const LONGEST = 40
/** A mobile or an ID number, written in groups. */
const KNOWN = /^(?:(?:86)?1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9x])$/
const LAST_X = new Set(['x', '叉'])

/** Runs of figures said one by one or written in groups: 138 0000 0000, 幺三八…, 二零二六零零一九. */
export function findFigureRuns({ dense, gap }: Folded): readonly FigureRun[] {
  const runs: FigureRun[] = []
  for (let at = 0; at < dense.length; ) {
    const run = mayBeFigure(dense.charCodeAt(at)) ? runAt(dense, at) : null
    if (run === null || isWeekday(dense, run)) {
      at++
      continue
    }
    for (const part of apart(dense, gap, run)) if (part.figures.length >= SHORTEST) runs.push(part)
    at = run.to
  }
  return runs
}

/** 周四幺五洞洞: the first figure is of the day, and the others are an hour. */
function isWeekday(dense: string, { from, figures }: FigureRun): boolean {
  return figures.length === 5 && /[周期拜][一二三四五六]$/.test(dense.slice(Math.max(0, from - 1), from + 1))
}

/** Those that start here, if any. */
export function findFigures(dense: string, from: number): FigureRun | null {
  return runAt(dense, from)
}

function apart(dense: string, gap: Folded['gap'], run: FigureRun): readonly FigureRun[] {
  const isThought = /[嗯呃]/.test(dense.slice(run.from, run.to))
  if (KNOWN.test(run.figures) || isLettered(dense, gap, run)) return [run]
  const isEnd = (at: number) => (isThought ? /[嗯呃]/.test(dense.charAt(at)) : gap[at] !== NO_GAP)
  const parts: FigureRun[] = []
  for (let from = run.from; from < run.to; ) {
    let end = from + 1
    while (end < run.to && !isEnd(end)) end++
    const part = runAt(dense.slice(0, end), from)
    if (part !== null) parts.push(part)
    from = /[嗯呃 ]/.test(dense.charAt(end)) ? end + 1 : end
  }
  if (parts.length < 2) return [run]
  return isThought || parts.some(({ figures }) => figures.length >= WHOLE) ? parts : [run]
}

/** ZZ410183 20261108 000031 7: behind letters written in groups, with nothing but blanks between them. */
function isLettered(dense: string, gap: Folded['gap'], { from, to }: Span): boolean {
  if (!/[a-z] ?$/.test(dense.slice(Math.max(0, from - 2), from))) return false
  const groups = dense.slice(from, to).split(' ')
  if (groups.length < 3 || groups.some(group => !/^[0-9]+$/.test(group) || KNOWN.test(group))) return false
  for (let at = from; at < to; at++) if (gap[at] === CLAUSE_GAP) return false
  return true
}

function runAt(dense: string, from: number): FigureRun | null {
  let figures = ''
  let to = from
  for (let at = from; at < dense.length; ) {
    const figure = figures.length < LONGEST ? figureAt(dense, at, figures !== '') : null
    if (figure !== null) {
      figures += figure.figures
      at = figure.to
      to = at
      continue
    }
    const char = dense.charAt(at)
    if (LAST_X.has(char) && figures.length === 17) return { from, to: at + 1, figures: `${figures}x` }
    const gap = figures === '' ? 0 : gapAt(dense, at)
    if (gap === 0) break
    at += gap
  }
  return figures === '' ? null : { from, to, figures }
}

/** What people put or say between figures, and how they think between them: 四幺零，嗯，幺九五 */
const BETWEEN =
  /[ -]|减号|[横短]?杠|横线|dash ?|再(?=[一二两三四五六]个[零〇一二三四五六七八九])|[嗯呃](?=[0-9零〇一幺二三四五六七八九洞拐])/y

function gapAt(dense: string, at: number): number {
  BETWEEN.lastIndex = at
  return BETWEEN.exec(dense)?.[0].length ?? 0
}

/** 两千零二十六 as the beginning of a number that goes on figure by figure: 2026… */
const THOUSANDS = /([一二两三四五六七八九])千零([一二三四五六七八九])?(十)?([一二三四五六七八九])?(?=[零〇洞杠-])/y

function figureAt(dense: string, at: number, isWithin: boolean): Called | null {
  const char = dense.charAt(at)
  const called = calledFigures(dense, at, isWithin)
  if (called !== null) return called
  if (char >= '0' && char <= '9') return { figures: char, to: at + 1 }
  const figure = calledFigure(char)
  if (figure === null) return null
  if (dense.charAt(at + 1) === '千') {
    THOUSANDS.lastIndex = at
    const said = THOUSANDS.exec(dense)
    if (said === null) return null
    const [, , tens = '', ten, ones = ''] = said
    const middle = ten === undefined ? '0' : String(figureOf(tens) ?? 1)
    const last = figureOf(ten === undefined ? tens : ones) ?? 0
    return { figures: `${figure}0${middle}${last}`, to: THOUSANDS.lastIndex }
  }
  // 两份 counts, 两洞两六 and 四四洞两 are called.
  const isCalled = (other: string) => calledFigure(other) !== null
  if (char === '两' && !isCalled(dense.charAt(at + 1)) && !(isWithin && /[洞拐勾幺]/.test(dense.charAt(at - 1))))
    return null
  return { figures: String(figure), to: at + 1 }
}
