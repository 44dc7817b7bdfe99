import * as z from 'zod'

const limit = z.object({
  id: z.string(),
  n: z.int(),
  unit: z.enum(['hours', 'working_days', 'calendar_days', 'months']),
  /** A status (the day it began), or a clock event. */
  counts_from: z.string(),
  ends_at: z.string(),
})
export const limitSchema = limit
export type Limit = z.infer<typeof limit>

const transition = z.object({
  from: z.string(),
  to: z.string(),
  event: z.string(),
  actor: z.string(),
  limit: z.string().optional(),
})
export type Transition = z.infer<typeof transition>

/** How one kind of assistance goes: a row of data, since it differs by place and year. */
export const processSchema = z.object({
  kind: z.string(),
  statuses: z.array(z.string()),
  initial: z.string(),
  terminal: z.array(z.string()),
  transitions: z.array(transition),
  limits: z.array(limit),
})
export type Process = z.infer<typeof processSchema>

export const limitOf = (process: Process, id: string): Limit | undefined => process.limits.find(one => one.id === id)

/** The step that leads from one status to another; an office's before the applicant's. Missing: it is not legal. */
export function transitionTo(process: Process, from: string, to: string): Transition | undefined {
  const ways = process.transitions.filter(one => one.from === from && one.to === to)
  return ways.find(one => one.actor !== 'applicant') ?? ways[0]
}

export interface Next {
  readonly who: string
  readonly limit: string
  readonly countsFrom: string
}

/** Limits for the whole way, the widest first: they hold where the step itself has none. */
const WHOLE = ['total', 'confirm', 'review', 'township']

/**
 * Who acts next and by which limit: the soonest that ends with a step from here; what counts from the decision has not
 * begun. null: it is over, or has no limit.
 */
export function nextOf(process: Process, status: string): Next | null {
  if (process.terminal.includes(status)) return null
  const ways = process.transitions.filter(one => one.from === status)
  const own = ways.flatMap(way => {
    const found = process.limits.find(
      one => one.id === way.limit && one.ends_at === way.to && one.counts_from !== 'decision',
    )
    return found ? [{ who: way.actor, found }] : []
  })
  const [soonest] = own.toSorted((a, b) => inDays(a.found) - inDays(b.found))
  if (soonest) return nextBy(soonest.who, soonest.found)
  const who = ways.find(way => way.actor !== 'applicant')?.actor
  const whole = WHOLE.map(id => limitOf(process, id)).find(one => one?.counts_from === 'accepted')
  return who && whole && process.statuses.indexOf(status) > process.statuses.indexOf('accepted')
    ? nextBy(who, whole)
    : null
}

const nextBy = (who: string, one: Limit): Next => ({ who, limit: one.id, countsFrom: one.counts_from })

const DAYS = { hours: 1 / 24, calendar_days: 1, working_days: 1.4, months: 30 } as const
const inDays = (one: Limit): number => one.n * DAYS[one.unit]
