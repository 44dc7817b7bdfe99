import type { Answer, LabelledRow } from './labelled-row.ts'
import type { RowScore } from './score-row.ts'

export interface Judged {
  readonly row: LabelledRow
  readonly answer: Answer
  readonly score: RowScore
}

const percent = (part: number, whole: number) => (whole === 0 ? null : Math.round((1_000 * part) / whole) / 10)

/** The figures that count: per cent, and microseconds a message as the reader measured them. */
export function summary(judged: readonly Judged[]) {
  const is = (one: Judged) => one.row.intent === 'emergency'
  const cried = judged.filter(one => is(one) && (one.answer.intent === 'emergency' || !one.score.intent))
  const false_alarms = judged.filter(one => !is(one) && one.answer.intent === 'emergency' && !one.score.intent)
  const times = judged.map(one => one.answer.us).sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0)
  return {
    rows: judged.length,
    intent: percent(judged.filter(one => one.score.intent).length, judged.length),
    slotF1: slotF1(judged),
    exact: exact(judged),
    exactLunar: exact(judged.filter(({ row }) => row.tags.includes('lunar'))),
    exactRepair: exact(judged.filter(({ row }) => row.tags.includes('repair'))),
    emergencyRecall: percent(cried.filter(one => one.answer.intent === 'emergency').length, cried.length),
    falseAlarms: percent(false_alarms.length, judged.filter(one => !is(one)).length),
    microseconds: { median: at(0.5), p95: at(0.95) },
    confused: confusions(judged),
  }
}

function exact(judged: readonly Judged[]): number | null {
  const good = judged.filter(({ score }) => score.intent && score.wrong.length + score.missed.length === 0)
  return percent(good.length, judged.length)
}

function slotF1(judged: readonly Judged[]): number | null {
  const total = (of: 'right' | 'wrong' | 'missed') => judged.reduce((sum, { score }) => sum + score[of].length, 0)
  const right = total('right')
  return percent(2 * right, 2 * right + total('wrong') + total('missed'))
}

/** Which intents are taken for which, most often first. */
function confusions(judged: readonly Judged[]): readonly string[] {
  const wrong = judged.filter(({ score }) => !score.intent)
  const counted = Map.groupBy(wrong, ({ row, answer }) => `${row.intent} → ${answer.intent}`)
  const sorted = [...counted].sort(([, a], [, b]) => b.length - a.length)
  return sorted.slice(0, 10).map(([what, rows]) => `${what}: ${rows.length}`)
}
