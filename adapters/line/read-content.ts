import * as z from 'zod'
import { parseCivilDate } from '../../src/core/civil-time.ts'
import type { InboundContent, MediaKind } from '../../src/core/inbound.ts'
import { type LineEvent, type LineMessage, lineMessage, linePostback } from './line-event.ts'

/** Tokens are the desk's own; anything else in a postback was made in LINE's manager (a rich menu) and is not ours. */
const TOKEN = /^[!-~]{1,300}$/

const MEDIA = { image: 'photo', video: 'video', audio: 'voice' } as const satisfies Record<string, MediaKind>

/** What a person's event says, in neutral words. */
export function readContent(event: LineEvent): InboundContent {
  switch (event.type) {
    case 'message':
      return readMessage(event.message)
    case 'postback':
      return readPostback(event.postback)
    case 'follow':
      return { kind: 'joined' }
    case 'unfollow':
      return { kind: 'left' }
    default:
      return unknown(event.type)
  }
}

function readMessage(given: unknown): InboundContent {
  const message = lineMessage.safeParse(given)
  if (message.success) return contentOf(message.data)
  const typed = z.object({ type: z.string() }).safeParse(given)
  return unknown(typed.success ? `message.${typed.data.type}` : 'message')
}

function contentOf(message: LineMessage): InboundContent {
  switch (message.type) {
    case 'text':
      return { kind: 'text', text: message.text }
    case 'image':
    case 'video':
    case 'audio':
      // Not with LINE but at an address that somebody's web app gave: we fetch from nobody's address.
      if (message.contentProvider.type !== 'line') return unknown(`message.${message.type}.external`)
      return { kind: 'media', media: MEDIA[message.type], remote: message.id }
    case 'file':
      // Its name is nobody's words: a file named 1 would choose the first option.
      return { kind: 'media', media: 'file', remote: message.id }
    case 'location': {
      const { latitude, longitude } = message
      const label = [message.title, message.address].filter(Boolean).join(' ')
      return { kind: 'location', latitude, longitude, ...(label && { label }) }
    }
    case 'sticker':
      // LINE hands out no picture of it; what was written on it is all there is.
      return { kind: 'media', media: 'sticker', ...(message.text && { caption: message.text }) }
  }
}

/** `params` comes from a picker, where what was picked is the answer, or from switching rich menus. */
function readPostback(given: unknown): InboundContent {
  const postback = linePostback.safeParse(given)
  if (!postback.success) return unknown('postback')
  const { data, params } = postback.data
  if (!params) return TOKEN.test(data) ? { kind: 'choice', token: data } : unknown('postback')
  const date = typeof params.date === 'string' ? parseCivilDate(params.date) : null
  return date ? { kind: 'text', text: date } : unknown('postback')
}

function unknown(name: string): InboundContent {
  return { kind: 'unknown', name: name.slice(0, 64) }
}
