import type { Messages, PlatformCall } from '../../src/core/channel.ts'
import { inWords, type OutboundBody } from '../../src/core/outbound.ts'
import { splitText } from '../../src/core/split-text.ts'
import type { TextPayload } from './text-payload.ts'

/** Bytes of UTF-8. */
const TEXT_LIMIT = 2_048

/** As few texts as possible, since the platform counts them. Options are lines with their numbers: that works in every reply. */
export function renderMessages(messages: Messages): readonly [PlatformCall, ...PlatformCall[]] {
  const bubbles = messages.map(({ body }) => plainly(wordsOf(body))).filter(bubble => bubble !== '')
  const [first = '', ...more] = splitText(bubbles.join('\n\n'), TEXT_LIMIT, 'bytes')
  return [toCall(first), ...more.map(toCall)]
}

function toCall(content: string): PlatformCall {
  const payload: TextPayload = { content }
  return { method: 'message/custom/send', payload }
}

function wordsOf(body: OutboundBody): string {
  const options = body.choices.map(({ number, label }) => `${number} ${label}`)
  return [inWords(body), ...options].filter(Boolean).join('\n').trim()
}

/** What XML can't carry: the platform would show the resident an error instead. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
/** The client makes links of <a href>: nobody's words may become one. */
const TAG = /<(?=[a-z/])/gi

function plainly(text: string): string {
  return text.replace(UNWRITABLE, '').replace(TAG, '＜')
}
