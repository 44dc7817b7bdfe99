import type { Limits } from '../../language/danger/danger-level.ts'
import { measure, type Scored } from './measure.ts'

/** What a mistake costs: an emergency that is missed, or only asked about, a false alarm, a question in vain. */
const MISSED = 24
const ASKED = 18
const FALSE_ALARM = 10
/** Whoever hears such a line would have looked after the one who said it. */
const NEAR_ALARM = 4
const IN_VAIN = 1

/** Strangers' lines score a little more or less: limits must be good on either side, too. */
const SHIFTS = [-0.4, -0.2, 0, 0.2, 0.4]

/** A safety word yields to nothing less than a score that no emergency with one came near. */
const SAFETY = -2.6
/** A sign that needs more than this apart from the rest might as well not be looked at alone. */
const APART = 2

/** The cheapest limits over lines scored by what was learnt without their author: what is needed apart hangs on the rest. */
export function chooseLimits(lines: readonly Scored[]): Limits {
  const limits = cheapest(lines, candidates())
  return cheapest(
    lines,
    steps(limits.sign, APART).map(apart => ({ ...limits, apart })),
  )
}

function cheapest(lines: readonly Scored[], among: readonly Limits[]): Limits {
  let best: { limits: Limits; cost: number } | null = null
  for (const limits of among) {
    const cost = SHIFTS.reduce((sum, by) => sum + costOf(lines, shifted(limits, by)), 0)
    if (best === null || cost < best.cost) best = { limits, cost }
  }
  if (best === null) throw new Error('no limits to choose from')
  return best.limits
}

/** A score that is a little off moves each line against the limits. */
function shifted(limits: Limits, by: number): Limits {
  return { ...limits, alarm: limits.alarm + by, sign: limits.sign + by, check: limits.check + by }
}

function costOf(lines: readonly Scored[], limits: Limits): number {
  const { emergencies, raised, asked, falseAlarms, near, nearRight, askedInVain } = measure(lines, limits)
  const nearAlarms = near - nearRight
  return (
    MISSED * (emergencies - raised - asked) +
    ASKED * asked +
    FALSE_ALARM * (falseAlarms - nearAlarms) +
    NEAR_ALARM * nearAlarms +
    IN_VAIN * askedInVain
  )
}

function candidates(): Limits[] {
  return steps(-1, 1).flatMap(alarm =>
    steps(-1.6, 0).flatMap(sign =>
      [2, 3].flatMap(covered =>
        steps(alarm - 0.8, alarm).map(check => ({ alarm, safety: SAFETY, sign, apart: APART / 2, covered, check })),
      ),
    ),
  )
}

function steps(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) * 5) + 1 }, (_, i) => Number((from + i / 5).toFixed(1)))
}
