import * as z from 'zod'

/** Ids become keys, addresses and parts of URLs. As numbers they would lose digits above 2^53: text or nothing. */
const id = z.string().regex(/^[!-~]{1,100}$/)

const source = z.object({ type: z.string(), userId: id.optional(), groupId: id.optional(), roomId: id.optional() })

/**
 * What all events have in common. Unknown fields and types come without notice and are no fault; what an event carries
 * is read later and alone, so that one odd event never costs the others of its request.
 * https://developers.line.biz/en/reference/messaging-api/#common-properties
 */
const lineEvent = z.object({
  type: z.string(),
  mode: z.string().optional(),
  timestamp: z.int().nonnegative(),
  webhookEventId: id,
  source: source.optional(),
  replyToken: id.optional().catch(undefined),
  message: z.unknown().optional(),
  postback: z.unknown().optional(),
})
export type LineEvent = z.infer<typeof lineEvent>

export const lineWebhook = z.object({ events: z.array(lineEvent) })

const provided = z.object({ type: z.string() })
const bytes = { id, contentProvider: provided }

/** https://developers.line.biz/en/reference/messaging-api/#message-event */
export const lineMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), ...bytes }),
  z.object({ type: z.literal('video'), ...bytes }),
  z.object({ type: z.literal('audio'), ...bytes }),
  z.object({ type: z.literal('file'), id }),
  z.object({
    type: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    title: z.string().optional(),
    address: z.string().optional(),
  }),
  z.object({ type: z.literal('sticker'), text: z.string().optional() }),
])
export type LineMessage = z.infer<typeof lineMessage>

/** https://developers.line.biz/en/reference/messaging-api/#postback-event */
export const linePostback = z.object({ data: z.string(), params: z.record(z.string(), z.unknown()).optional() })
