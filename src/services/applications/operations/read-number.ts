import * as z from 'zod'
import { defineOperation } from '../../define-operation.ts'
import { isApplicationNumber, readApplicationNumber } from '../rules/application-number.ts'

/** Whether a number can be one at all, by its check digit: nothing is looked up. */
export const readNumberOperation = () =>
  defineOperation({
    name: 'applications.read_number',
    rank: 11,
    input: z.object({ number: z.string() }),
    outcomes: { fits: z.object({}), misread: z.object({}) },
    run: async (_, calls) =>
      calls.map(({ input }) => ({
        name: isApplicationNumber(readApplicationNumber(input.number)) ? 'fits' : 'misread',
        output: {},
      })),
  })
