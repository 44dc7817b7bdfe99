import * as z from 'zod'
import type { DeskContent, InboundContent } from '../../core/inbound.ts'
import { INTENTS } from '../../core/reading.ts'

/** What other services made of an event: sealed beside it, never in its place. */
export const understoodSchema = z.object({
  /** What a voice said. */
  words: z.string().optional(),
  /** The masked words that a model is or was asked about. */
  asked: z.string().optional(),
  /** What it guesses. */
  guess: z
    .object({
      intent: z.enum(INTENTS).nullable(),
      items: z.array(z.object({ list: z.string(), id: z.string(), quantity: z.number().nullable() })),
    })
    .optional(),
})
export type Understood = z.infer<typeof understoodSchema>

/** A voice with its words is read like any caption, and shown with both. */
export function withWords(content: InboundContent | DeskContent, { words }: Understood): InboundContent | DeskContent {
  return content.kind === 'media' && words !== undefined ? { ...content, caption: words } : content
}
