import * as z from 'zod'
import { addDays, type CivilDate, civilDate, HOUR, type Instant, MINUTE, midnight } from '../../src/core/civil-time.ts'
import { newId } from '../../src/core/ids.ts'
import { type WorkCalendar, workCalendar } from '../../src/core/work-calendar.ts'
import { applicationLookupKey } from '../application-lookup.ts'
import type { Tx } from '../database.ts'
import { type Decision, decisionSchema } from '../decision.ts'
import { applicationCase, applicationStep, applicationStop, applicationType, applicationWord } from '../schema/index.ts'
import type { Vault } from '../vault.ts'
import texts from './data/application-texts.json' with { type: 'json' }
import types from './data/application-types.json' with { type: 'json' }
import words from './data/application-words.json' with { type: 'json' }
import years from './data/calendar-years.json' with { type: 'json' }
import demoCases from './data/cases.json' with { type: 'json' }
import people from './data/people.json' with { type: 'json' }
import { demoContactId } from './people.ts'

/** Kinds of assistance with their words, and invented cases; days are counted from the day of seeding. */
export async function seedApplications(tx: Tx, vault: Vault, now: Instant): Promise<void> {
  await tx.insert(applicationType).values(types).onConflictDoNothing()
  const said = [...words, ...texts].map(word => ({ ...word, data: dataShape.parse(word.data) }))
  await tx.insert(applicationWord).values(said).onConflictDoNothing()
  const keys = await vault.keys(
    tx,
    people.elders.map(elder => demoContactId(elder.code)),
  )
  const days = daysFrom(now)
  for (const given of z.array(caseShape).parse(demoCases)) {
    const contactId = demoContactId(given.person)
    const key = keys.get(contactId)
    const idNumber = people.elders.find(elder => elder.code === given.person)?.idNumber
    if (!key || !idNumber) continue
    const id = newId()
    const steps = stepsOf(given, days, now)
    await tx.insert(applicationCase).values({
      id,
      number: given.number,
      type: given.type,
      contactId,
      appliedBy: given.appliedBy === 'self' ? null : demoContactId(given.appliedBy),
      area: given.street,
      status: given.status,
      statusAt: steps.findLast(step => step.status === given.status)?.at ?? new Date(now),
      papers: given.papers,
      decision: given.decision && vault.seal(key, decisionOf(given, days)),
      next: given.next && { who: given.next.who, limit: given.next.limit, countsFrom: given.next.counts_from },
      lookup: applicationLookupKey(vault, given.number, idNumber.slice(-4)),
    })
    await tx.insert(applicationStep).values(steps.map(step => ({ caseId: id, ...step })))
    const stops = given.stops.map(({ from_days, to_days, reason }) => {
      return { caseId: id, reason, from: days.office(from_days), until: to_days === null ? null : days.office(to_days) }
    })
    if (stops.length > 0) await tx.insert(applicationStop).values(stops)
  }
}

const dataShape = z.record(z.string(), z.unknown())
const pastStep = z.object({ status: z.string(), days: z.int(), event: z.string(), actor: z.string() })
const caseShape = z.object({
  number: z.string(),
  type: z.string(),
  person: z.string(),
  street: z.string(),
  appliedBy: z.string(),
  status: z.string(),
  history: z.array(pastStep),
  papers: z.array(z.string()),
  decision: z
    .object({
      result: z.string(),
      days: z.int(),
      reasons: z.array(z.string()),
      amount_fen: z.int().optional(),
      per: z.enum(['month', 'once']).optional(),
    })
    .nullable(),
  stops: z.array(z.object({ from_days: z.int(), to_days: z.int().nullable(), reason: z.string() })),
  next: z.object({ who: z.string(), limit: z.string(), counts_from: z.string() }).nullable(),
  appeal: z.object({ status: z.string(), days: z.int(), history: z.array(pastStep) }).nullable(),
  payment: z.object({ days: z.int(), amount_fen: z.int(), account_last4: z.string() }).nullable(),
})
type DemoCase = z.infer<typeof caseShape>

interface Days {
  any(days: number): CivilDate
  /** An office does nothing on a day off: the working day before. */
  office(days: number): CivilDate
}

function daysFrom(now: Instant): Days {
  const calendar = workCalendar(years)
  const any = (days: number) => addDays(civilDate(now), days)
  return { any, office: days => workdayUpTo(calendar, any(days)) }
}

function workdayUpTo(calendar: WorkCalendar, date: CivilDate): CivilDate {
  return calendar.isWorkday(date) === false ? workdayUpTo(calendar, addDays(date, -1)) : date
}

/** In order, whatever days were moved: what came before an office's act is no later than it. */
function stepsOf(given: DemoCase, days: Days, now: Instant) {
  let latest = civilDate(now)
  const history = [...given.history, ...(given.appeal?.history ?? [])]
  const backwards = history.toReversed().map(step => {
    const day = step.actor === 'applicant' ? days.any(step.days) : days.office(step.days)
    latest = day < latest ? day : latest
    return { ...step, day: latest }
  })
  return backwards.toReversed().map(({ event, status, actor, day }, i) => {
    const at = new Date(Math.min(midnight(day) + 9 * HOUR + i * MINUTE, now))
    const last = i === given.history.length - 1
    return { at, event, status, actor, reasons: last ? (given.decision?.reasons ?? []) : [] }
  })
}

function decisionOf({ decision, payment, appeal }: DemoCase, days: Days): Decision {
  return decisionSchema.parse({
    result: decision?.result,
    on: decision && days.office(decision.days),
    reasons: decision?.reasons,
    amountFen: decision?.amount_fen ?? null,
    per: decision?.per ?? null,
    payment: payment && { on: days.office(payment.days), amountFen: payment.amount_fen, last4: payment.account_last4 },
    appeal: appeal && { status: appeal.status, on: days.office(appeal.days) },
  })
}
