import * as z from 'zod'
import { civilDate } from '../../../core/civil-time.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { formsOf } from '../forms-of.ts'

/** Forms of address to choose from, for a name. */
export const formsOperation = () =>
  defineOperation({
    name: 'people.forms',
    rank: 1,
    input: z.object({ name: z.string(), year: z.number().nullish() }),
    outcomes: { found: z.object({ forms: z.array(z.string()) }) },
    run: async (_, calls) =>
      calls.map(({ input, language, arrivedAt }): Outcome => {
        const age = input.year ? Number(civilDate(arrivedAt).slice(0, 4)) - input.year : null
        return { name: 'found', output: { forms: [...formsOf(input.name, age, language)] } }
      }),
  })
