import * as z from 'zod'

const item = z.object({ name: z.string(), quantity: z.number().nullish(), anyQuantity: z.boolean().optional() })

/** What was understood, as `npm run understand` answers it. Unknown slots are of no interest here. */
export const slotsShape = z.object({
  items: z.array(item).optional(),
  removeItems: z.array(z.string()).optional(),
  dietary: z.array(z.string()).optional(),
  quantity: z.number().optional(),
  date: z.string().optional(),
  time: z.string().optional(),
  period: z.string().optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
  yesNo: z.string().optional(),
  applicationNumber: z.string().optional(),
  idNumber: z.string().optional(),
})
export type Slots = z.infer<typeof slotsShape>
export type SlotName = keyof Slots

const value = z.union([z.string(), z.number()])

/** One utterance with its label. */
export const labelledRow = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.string(),
  now: z.string(),
  state: z.string(),
  intent: z.string(),
  slots: slotsShape,
  /** Other intents that are right too. */
  acceptIntents: z.array(z.string()).default([]),
  /** Other values that are right too, by slot. */
  accept: z.record(z.string(), z.union([value, z.array(value)])).default({}),
  /** Slots that may be missing. */
  optional: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
})
export type LabelledRow = z.infer<typeof labelledRow>

export const answerShape = z.object({ id: z.string(), intent: z.string(), slots: slotsShape, us: z.number() })
export type Answer = z.infer<typeof answerShape>
