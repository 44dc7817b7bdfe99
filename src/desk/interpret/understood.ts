import * as z from 'zod'
import type { DeskContent, InboundContent } from '../../core/inbound.ts'

/** What other services made of an event: sealed beside it, never in its place. */
export const understoodSchema = z.object({
  /** What a voice said. */
  words: z.string().optional(),
})
export type Understood = z.infer<typeof understoodSchema>

/** A voice with its words is read like any caption, and shown with both. */
export function withWords(content: InboundContent | DeskContent, { words }: Understood): InboundContent | DeskContent {
  return content.kind === 'media' && words !== undefined ? { ...content, caption: words } : content
}
