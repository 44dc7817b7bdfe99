import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { HOUR, later } from '../../src/core/civil-time.ts'
import type { Trade } from '../../src/core/trade.ts'
import { defineOperation } from '../../src/services/define-operation.ts'

/** Lends without end: what matters is that a loan can be taken back for an hour. */
export const LENDING: Trade<Tx> = {
  name: 'lending',
  routes: [],
  lists: async () => [],
  operations: [
    defineOperation({
      name: 'lending.lend',
      rank: 50,
      input: z.object({ thing: z.string() }),
      outcomes: { lent: z.object({ number: z.string() }) },
      run: async (_, calls) =>
        calls.map(({ input, arrivedAt }) => {
          const number = `L-${input.thing}`
          const act = { number, undo: 'lending.undo', input: { number }, until: later(arrivedAt, HOUR) }
          return { name: 'lent', output: { number }, act }
        }),
    }),
    defineOperation({
      name: 'lending.undo',
      rank: 40,
      input: z.object({ number: z.string() }),
      outcomes: { undone: z.object({}), too_late: z.object({}) },
      run: async (_, calls) => calls.map(() => ({ name: 'undone', output: {} })),
    }),
  ],
}
