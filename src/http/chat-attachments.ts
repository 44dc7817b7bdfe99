import type { Context } from 'hono'
import * as z from 'zod'
import { CallerError } from '../core/errors.ts'
import { type AttachmentId, branded } from '../core/ids.ts'
import type { InboundContent } from '../core/inbound.ts'
import { ATTACHMENT_LIMIT, attachmentId, openAttachment, storeAttachment } from '../desk/media/attachments.ts'
import { MEDIA_TYPES, mediaTypeOf } from '../desk/media/media-type.ts'
import { mediaUrl } from './chat-message.ts'
import { bodyOf, type ChatEnv, type ChatPorts, PRIVATE } from './chat-ports.ts'

const UPLOADED: readonly string[] = ['photo', 'voice']
const FORM_OVERHEAD = 16 * 1024
const ownId = z.string().regex(/^[!-}][!-~]{0,99}$/)

/** Multipart: `file`, and `id` so that sending again has no effect. */
export async function postAttachment(c: Context<ChatEnv>, { channel, desk, receive }: ChatPorts): Promise<Response> {
  const { session, conversation, contact } = c.get('seat')
  const { file, id } = await uploaded(c)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.length > ATTACHMENT_LIMIT) throw new CallerError('too_large', 'at most 10 MB')
  const type = mediaTypeOf(bytes)
  if (!type || !UPLOADED.includes(MEDIA_TYPES[type].kind))
    throw new CallerError('wrong_type', 'JPEG, PNG, WebP, or audio: Ogg, MP3, M4A, AAC, WAV, AMR')
  const attachment = attachmentId(desk.vault, conversation, id)
  const stored = await storeAttachment(desk, { conversation, contact, id: attachment, type, bytes })
  if (!stored) throw new CallerError('not_found', 'no such session')
  const now = desk.now()
  const content: InboundContent = { kind: 'media', media: MEDIA_TYPES[type].kind, attachment }
  await receive(channel.account.id, [{ key: `${session}:${id}`, address: session, sort: null, content }], now)
  return c.json({ id, media: [{ id: attachment, type, url: mediaUrl(session, attachment) }] }, 202)
}

async function uploaded(c: Context): Promise<{ file: File; id: string }> {
  const bytes = await bodyOf(c, ATTACHMENT_LIMIT + FORM_OVERHEAD)
  const headers = { 'content-type': c.req.header('content-type') ?? '' }
  const form = await new Response(bytes, { headers }).formData().catch(cause => {
    throw new CallerError('bad_request', 'the body is not multipart/form-data', { cause })
  })
  const files = [...form.values()].filter(value => value instanceof File)
  const id = ownId.safeParse(form.get('id') ?? crypto.randomUUID())
  if (files.length !== 1 || !files[0] || !id.success) throw new CallerError('bad_request', 'one file, and an id')
  return { file: files[0], id: id.data }
}

export async function serveMedia(c: Context<ChatEnv>, { desk }: ChatPorts): Promise<Response> {
  const id = z.uuid().safeParse(c.req.param('id'))
  const found = id.success
    ? await openAttachment(desk, c.get('seat').conversation, branded<AttachmentId>(id.data))
    : null
  if (!found) throw new CallerError('not_found', 'no such attachment')
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      ...PRIVATE,
      'content-type': found.type,
      'content-disposition': `attachment; filename="${id.data?.slice(0, 8)}.${MEDIA_TYPES[found.type].extension}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
