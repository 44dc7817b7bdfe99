import * as z from 'zod'
import { type CivilDate, parseCivilDate } from '../../core/civil-time.ts'
import { answersShape } from './visit-details.ts'
import { whoIsVisited } from './visited.ts'

export const civilDateInput = z.string().transform((text, context): CivilDate => {
  const date = parseCivilDate(text)
  if (date) return date
  context.addIssue({ code: 'custom', message: 'not a date' })
  return z.NEVER
})

export const requestInput = z.object({
  ...whoIsVisited,
  offer: z.string(),
  date: civilDateInput,
  half_day: z.string(),
  /** By question; null: not asked. */
  answers: z.record(z.string(), answersShape.valueType.nullable()).nullish(),
  note: z.string().max(500).nullish(),
  /** Really another one of the same. */
  again: z.boolean().nullish(),
})
export type RequestInput = z.infer<typeof requestInput>

/** A half-day that can be had, as a choice. */
export const slotOutput = z.object({ date: z.string(), half_day: z.string(), label: z.string() })
/** The wish can't be had, and the nearest that can; none of them: a person. */
export const otherSlots = z.object({ when: z.string(), choices: z.array(slotOutput) })
