import * as z from 'zod'

/** The one kind of message that we send: passive or not, it is the same text. */
export const textPayload = z.strictObject({ content: z.string() })

export type TextPayload = z.infer<typeof textPayload>
