import * as z from 'zod'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { loadVisitBook } from '../data/visit-book.ts'
import { lockVisits, saveVisit, slotOf, startOf } from '../data/visits.ts'
import { isTooLate, reminderAt } from '../rules/changes.ts'
import { statusAfter } from '../rules/visit-states.ts'
import { concerns } from '../visit-cases.ts'
import { openVisits } from '../visit-details.ts'
import { visitorWords, whatWords, whenWords } from '../visit-words.ts'

const words = z.string()

/** Takes the time that was offered. Another time is wished for by visits.move, which takes its place at once. */
export const answerOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'visits.answer',
    rank: 52,
    // `time`: the one that was told, so that an old yes never takes a newer offer.
    input: z.object({ visit: z.uuid(), time: z.iso.datetime() }),
    outcomes: {
      booked: z.object({ number: words, what: words, when: words, visitor: words }),
      /** Lapsed, taken back or offered anew. */
      gone: z.object({ number: words, what: words }),
    },
    async run(tx, calls) {
      const book = await loadVisitBook(tx)
      const ids = calls.map(call => call.input.visit)
      const visits = new Map(await lockVisits(tx, ids))
      const opened = await openVisits(ports, tx, [...visits.values()])
      const outcomes: Outcome[] = []
      for (const call of calls) {
        const visit = visits.get(call.input.visit)
        if (!visit || !concerns(visit, call)) throw new Error('an offer was to be taken by somebody else')
        const saying = { book, now: call.arrivedAt, language: call.language }
        const about = { number: visit.number, what: whatWords(saying, visit.offer) }
        const same = visit.startsAt?.toISOString() === new Date(call.input.time).toISOString()
        const status = statusAfter(visit.status, 'accept_time')
        const lapsed = visit.lapseAt !== null && call.arrivedAt >= visit.lapseAt.getTime()
        const late = lapsed || isTooLate({ ...visit, start: startOf(book, visit) }, call.arrivedAt)
        if (!same || late || (status === null && visit.status !== 'booked')) {
          outcomes.push({ name: 'gone', output: about })
          continue
        }
        if (status !== null) {
          const remind = reminderAt(slotOf(visit), call.arrivedAt)
          const change = { status, lapseAt: null, remindAt: remind === null ? null : new Date(remind) }
          visits.set(visit.id, await saveVisit(tx, visit, change, call.arrivedAt))
        }
        const visitor = visitorWords(saying, visit.offer, opened.get(visit.id)?.visitor ?? null)
        outcomes.push({ name: 'booked', output: { ...about, when: whenWords(saying, visit), visitor } })
      }
      return outcomes
    },
  })
