import type { SlotType } from '../core/reading.ts'
import type { FigureRun } from './figures.ts'
import type { Named } from './pack.ts'

/** A mobile number: 11 figures, with or without 86 in front. */
export function findPhone(runs: readonly FigureRun[]): Named<string> | null {
  for (const { from, to, figures } of runs) {
    const phone = /^(?:00)?(?:86)?(1[3-9][0-9]{9})$/.exec(figures)?.[1]
    if (phone !== undefined) return { from, to, value: phone }
  }
  return null
}

export function findIdNumber(runs: readonly FigureRun[]): Named<string> | null {
  const run = runs.find(({ figures }) => /^[1-9][0-9]{16}[0-9x]$/.test(figures))
  return run === undefined ? null : { from: run.from, to: run.to, value: run.figures.toUpperCase() }
}

const LETTERED = /(?:^|[^a-z0-9])([a-z]{2,3}) ?-?(?=[0-9])/g
const LEAD = /(?:编号|受理号|申请号|单号|号码|number|no)是?为? ?$/

/** Letters and figures (ZZ4101…), or, where it is asked for or named, figures alone; spaces and hyphens dropped. */
export function findApplicationNumber(
  dense: string,
  runs: readonly FigureRun[],
  expects: readonly SlotType[],
): Named<string> | null {
  for (const match of dense.matchAll(LETTERED)) {
    const start = match.index + match[0].length
    const run = runs.find(({ from }) => from === start)
    const letters = match[1] ?? ''
    if (run !== undefined && letters !== 'no') {
      return { from: dense.indexOf(letters, match.index), to: run.to, value: `${letters.toUpperCase()}${run.figures}` }
    }
  }
  const asked = expects.includes('application_number')
  const run = runs.find(({ from }) => asked || LEAD.test(dense.slice(Math.max(0, from - 12), from)))
  return run === undefined ? null : { from: run.from, to: run.to, value: run.figures }
}
