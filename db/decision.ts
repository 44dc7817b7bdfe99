import * as z from 'zod'

const day = z.iso.date()

/** What was decided about an application: sealed JSON in `application_case.decision`. Money in fen. */
export const decisionSchema = z.object({
  result: z.string(),
  on: day,
  /** Codes of reasons. */
  reasons: z.array(z.string()),
  /** null: not on file. */
  amountFen: z.int().nullable(),
  per: z.enum(['month', 'once']).nullable(),
  payment: z.object({ on: day, amountFen: z.int(), last4: z.string() }).nullable(),
  /** Against the decision; it has states of its own and leaves the case's status as it is. */
  appeal: z.object({ status: z.string(), on: day }).nullable(),
})
export type Decision = z.infer<typeof decisionSchema>
