import * as z from 'zod'
import { instant } from '../../../core/civil-time.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { loadVisitBook } from '../data/visit-book.ts'
import { lockVisits, startOf, type Visit } from '../data/visits.ts'
import { giveUp } from '../give-up.ts'
import { isTooLate } from '../rules/changes.ts'
import { statusAfter } from '../rules/visit-states.ts'
import { concerns } from '../visit-cases.ts'
import { whatWords, whenWords } from '../visit-words.ts'

const words = z.string()
const taken = z.object({ number: words, what: words, when: words })

/** Takes a visit back and gives its place back in the same commit; also what the desk ended itself is gone. */
export const undoOperation = () =>
  defineOperation({
    name: 'visits.undo',
    rank: 54,
    reserves: true,
    input: z.object({ visit: z.uuid() }),
    outcomes: { undone: taken, too_late: taken },
    async run(tx, calls) {
      const book = await loadVisitBook(tx)
      const visits = await lockVisits(
        tx,
        calls.map(call => call.input.visit),
      )
      const back = new Set<Visit>()
      const outcomes = calls.map((call): Outcome => {
        const visit = visits.get(call.input.visit)
        if (!visit || !concerns(visit, call)) throw new Error('a visit was to be taken back by somebody else')
        const gone = back.has(visit) || ['cancelled', 'declined'].includes(visit.status)
        const late = isTooLate({ ...visit, start: startOf(book, visit) }, call.arrivedAt)
        const done = gone || (!late && statusAfter(visit.status, 'cancel') !== null)
        if (done && !gone) back.add(visit)
        const saying = { book, now: call.arrivedAt, language: call.language }
        const output = { number: visit.number, what: whatWords(saying, visit.offer), when: whenWords(saying, visit) }
        return { name: done ? 'undone' : 'too_late', output }
      })
      const now = instant(Math.max(...calls.map(call => call.arrivedAt)))
      await giveUp(tx, book, [...back], { status: 'cancelled', reason: null }, now)
      return outcomes
    },
  })
