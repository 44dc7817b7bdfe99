import type { FlowDefinition } from '../definition.ts'
import type { Known, Report } from './linting.ts'

const MINUTES: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1_440, w: 1_440 }

/** The reminder says that the draft is kept: it must come while it is. */
export function lintSilence({ silence }: FlowDefinition, _known: Known, report: Report): void {
  if (minutes(silence.remind) >= minutes(silence.keep)) {
    const what = `the reminder after ${silence.remind} comes when the draft, kept ${silence.keep}, is gone`
    report(null, what, 'Remind earlier, or keep the draft longer.')
  }
}

function minutes(duration: string): number {
  return Number(duration.slice(0, -1)) * (MINUTES[duration.slice(-1)] ?? 0)
}
