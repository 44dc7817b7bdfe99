import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Parsed } from '../../src/core/channel.ts'
import type { Instant } from '../../src/core/civil-time.ts'
import { type InboundContent, type InboundDraft, sortAt } from '../../src/core/inbound.ts'
import { parseXml } from './parse-xml.ts'
import { readEvent } from './read-event.ts'
import { readMessage } from './read-message.ts'
import { readForm } from './verified-body.ts'

const name = z.string().regex(/^[\w-]{1,128}$/)

/** What every push has. A field given twice is a list, and so no text. */
const envelope = z.looseObject({
  ToUserName: name,
  FromUserName: name,
  CreateTime: z.string().regex(/^\d{1,11}$/),
  MsgType: name,
  MsgId: z
    .string()
    .regex(/^\d{1,32}$/)
    .optional(),
  Event: name.optional().catch(undefined),
  EventKey: z.string().optional(),
})
const document = z.looseObject({ xml: envelope })

export type Push = z.infer<typeof envelope>

/** One push holds one message or event. */
export function parsePush(body: Uint8Array, receivedAt: Instant): Parsed {
  const push = readPush(body)
  if (!push) return { kind: 'malformed' }
  const content = contentOf(push)
  if (!content) return { kind: 'events', events: [] }
  const draft = { key: keyOf(push), address: push.FromUserName, sort: sortOf(push, receivedAt), content }
  return { kind: 'events', events: [{ ...draft, ...windowOf(push) }] }
}

const OPENS_BRIEFLY = new Set(['subscribe', 'SCAN', 'CLICK', 'scancode_push', 'scancode_waitmsg'])

/**
 * A message lets us say something for 48 hours, some events for a minute:
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
 */
function windowOf({ MsgType, Event = '' }: Push): Pick<InboundDraft, 'opensWindow' | 'opensBriefly'> {
  if (MsgType !== 'event') return { opensWindow: true }
  return OPENS_BRIEFLY.has(Event) ? { opensBriefly: true } : {}
}

export function readPush(body: Uint8Array): Push | null {
  const parsed = document.safeParse(parseXml(readForm(body)?.xml ?? new Uint8Array()))
  return parsed.success ? parsed.data.xml : null
}

/** What isn't as the reference says is kept as unknown: an error would show the resident the platform's own complaint. */
function contentOf(push: Push): InboundContent | null {
  return push.MsgType === 'event' ? readEvent(push) : (readMessage(push) ?? { kind: 'unknown', name: push.MsgType })
}

/** Events have no id: the platform says to tell them apart by these. Hashed, so that no address lies open in a key. */
function keyOf({ MsgType, MsgId, FromUserName, CreateTime, Event = '', EventKey = '' }: Push): string {
  if (MsgType !== 'event' && MsgId !== undefined) return MsgId
  const marks = [FromUserName, CreateTime, MsgType, Event, EventKey]
  return createHash('sha256').update(JSON.stringify(marks)).digest('base64url')
}

/** The platform counts whole seconds; within one, the time of arrival decides. */
function sortOf({ CreateTime }: Push, receivedAt: Instant): number {
  const second = Number(CreateTime) * 1000
  return sortAt(second + Math.min(Math.max(receivedAt - second, 0), 999))
}
