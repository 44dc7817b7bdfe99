import * as z from 'zod'
import { contact } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import { defineOperation } from '../../define-operation.ts'

/** Whoever writes from several places hears of their applications in this one from now on. */
export const newsHereOperation = () =>
  defineOperation({
    name: 'people.news_here',
    rank: 33,
    input: z.object({}),
    outcomes: { set: z.object({}) },
    async run(tx, calls) {
      for (const { contact: id, conversation } of calls) {
        await tx.update(contact).set({ newsIn: conversation }).where(eq(contact.id, id))
      }
      return calls.map(() => ({ name: 'set', output: {} }))
    },
  })
