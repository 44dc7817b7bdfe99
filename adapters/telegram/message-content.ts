import type { InboundContent, MediaKind } from '../../src/core/inbound.ts'
import type { Message } from './update-schema.ts'

/** An animation has its file in `document` too, so it comes before. */
const MEDIA = [
  ['animation', 'video'],
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['sticker', 'sticker'],
] as const satisfies readonly (readonly [keyof Message, MediaKind])[]

/** `/menu@our_bot` is the menu's way of saying menu; whatever else begins with a slash is a text. */
const COMMAND = /^\/([A-Za-z0-9_]{1,32})(?:@\w+)?(?=\s|$)/

/** What a message says; null: nothing that we know, and its field names it. */
export function messageContent(message: Message): InboundContent | null {
  if (message.text !== undefined) return textContent(message.text)
  return mediaContent(message) ?? placeContent(message) ?? contactContent(message)
}

function textContent(text: string): InboundContent {
  const command = COMMAND.exec(text)
  if (command?.[1] === 'start') return { kind: 'joined' }
  return { kind: 'text', text: command ? `${command[1]}${text.slice(command[0].length)}` : text }
}

function mediaContent(message: Message): InboundContent | null {
  const found = fileOf(message)
  if (!found) return null
  const { caption } = message
  return { kind: 'media', ...found, ...(caption === undefined ? {} : { caption }) }
}

function fileOf(message: Message): { readonly media: MediaKind; readonly remote: string } | null {
  for (const [field, media] of MEDIA) {
    const file = message[field]
    if (file) return { media, remote: file.file_id }
  }
  const { photo, document } = message
  if (photo) {
    const largest = photo.reduce((one, other) => (other.width * other.height > one.width * one.height ? other : one))
    return { media: 'photo', remote: largest.file_id }
  }
  if (!document) return null
  // A picture sent as a file, so that it stays sharp: papers come like this.
  const isPhoto = /^image\/(jpeg|png|webp)$/.test(document.mime_type ?? '')
  return { media: isPhoto ? 'photo' : 'file', remote: document.file_id }
}

/** A venue has its point in `location` too, so it comes before. */
function placeContent({ venue, location }: Message): InboundContent | null {
  const point = venue?.location ?? location
  if (!point) return null
  const label = venue ? [venue.title, venue.address].filter(Boolean).join(' ') : ''
  const { latitude, longitude } = point
  return { kind: 'location', latitude, longitude, ...(label === '' ? {} : { label }) }
}

/** Telegram vouches for a number that its owner shared; anybody can send anybody's card. */
function contactContent({ contact, from }: Message): InboundContent | null {
  if (!contact) return null
  const own = contact.user_id !== undefined && contact.user_id === from?.id
  return { kind: 'phone', phone: contact.phone_number, own }
}
