import * as z from 'zod'
import type { PlatformCall } from '../../src/core/channel.ts'
import { type LineAccess, requestLine } from './request-line.ts'

const declined = z.object({
  place: z.enum(['group', 'room']),
  id: z.string(),
  replyToken: z.string().optional(),
  text: z.string(),
})

export function declineCall({ replyToken, ...rest }: z.infer<typeof declined>): PlatformCall {
  return { method: 'decline', payload: { ...rest, ...(replyToken !== undefined && { replyToken }) } }
}

/**
 * Says that the desk is for private chats, then leaves. One aside of two requests: asides are made beside each other,
 * and whoever has left can't say anything.
 */
export async function declineGroup(access: LineAccess, call: PlatformCall, signal: AbortSignal): Promise<void> {
  const { place, id, replyToken, text } = declined.parse(call.payload)
  if (replyToken !== undefined) {
    const body = { replyToken, messages: [{ type: 'text', text }] }
    await requestLine(access, { method: 'POST', path: '/v2/bot/message/reply', body, signal })
  }
  await requestLine(access, { method: 'POST', path: `/v2/bot/${place}/${encodeURIComponent(id)}/leave`, signal })
}
