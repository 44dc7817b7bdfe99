import * as z from 'zod'
import type { InboundContent, MediaKind } from '../../src/core/inbound.ts'
import type { Push } from './parse-push.ts'

const said = z.string().refine(text => text.trim() !== '', 'blank')
const mediaId = z.string().regex(/^[\w-]{1,256}$/)
const degrees = (limit: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,16})?$/)
    .transform(Number)
    .refine(value => Math.abs(value) <= limit, 'not on this earth')

const text = z.looseObject({ Content: said, bizmsgmenuid: z.string().optional().catch(undefined) })
const media = z.looseObject({ MediaId: mediaId, Recognition: said.optional().catch(undefined) })
const location = z.looseObject({
  Location_X: degrees(90),
  Location_Y: degrees(180),
  Label: said.optional().catch(undefined),
})
const link = z.looseObject({ Url: said })

/** `serial.index`: the desk's tokens. */
const TOKEN = /^\d{1,12}\.\d{1,3}$/

const MEDIA: Readonly<Record<string, MediaKind>> = {
  image: 'photo',
  voice: 'voice',
  video: 'video',
  shortvideo: 'video',
}

/** https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html; null: of no use. */
export function readMessage(push: Push): InboundContent | null {
  switch (push.MsgType) {
    case 'text':
      return readText(push)
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
      return readMedia(push)
    case 'location':
      return readLocation(push)
    case 'link':
      return readLink(push)
    default:
      return null
  }
}

/** A pressed option of a menu message comes as a text with the option's id. */
function readText(push: Push): InboundContent | null {
  const { data } = text.safeParse(push)
  if (!data) return null
  const token = data.bizmsgmenuid
  return token && TOKEN.test(token) ? { kind: 'choice', token } : { kind: 'text', text: data.Content }
}

/** Where the account has speech recognition on, its words are the caption: they are answered, and the voice is kept. */
function readMedia(push: Push): InboundContent | null {
  const { data } = media.safeParse(push)
  const kind = MEDIA[push.MsgType]
  if (!data || !kind) return null
  const caption = data.Recognition === undefined ? {} : { caption: data.Recognition }
  return { kind: 'media', media: kind, remote: data.MediaId, ...caption }
}

function readLocation(push: Push): InboundContent | null {
  const { data } = location.safeParse(push)
  if (!data) return null
  const label = data.Label === undefined ? {} : { label: data.Label }
  return { kind: 'location', latitude: data.Location_X, longitude: data.Location_Y, ...label }
}

/** The address alone: a title is another's words, and a forwarded headline about a fall must not raise an alarm. */
function readLink(push: Push): InboundContent | null {
  const { data } = link.safeParse(push)
  return data ? { kind: 'text', text: data.Url } : null
}
