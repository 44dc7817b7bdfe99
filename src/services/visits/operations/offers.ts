import * as z from 'zod'
import { inLanguage } from '../../../core/language.ts'
import { defineOperation } from '../../define-operation.ts'
import { loadVisitBook } from '../data/visit-book.ts'

const words = z.string()
const offer = z.object({
  id: words,
  label: words,
  /** What it is, and what it is not. */
  plain: words,
  does_not: words,
  /** Codes of what must be asked. */
  questions: z.array(words),
  also: z.array(words),
})

/** Kinds of visits, as choices. */
export const offersOperation = () =>
  defineOperation({
    name: 'visits.offers',
    rank: 7,
    readsOnly: true,
    input: z.object({}),
    outcomes: { offers: z.object({ offers: z.array(offer) }) },
    async run(tx, calls) {
      const { offers } = await loadVisitBook(tx)
      return calls.map(({ language }) => {
        const shown = [...offers.values()].map(one => ({
          id: one.code,
          label: inLanguage(one.name, language),
          plain: inLanguage(one.plain, language),
          does_not: inLanguage(one.doesNot, language),
          questions: [...one.questions],
          also: [...one.words],
        }))
        return { name: 'offers', output: { offers: shown } }
      })
    },
  })
