import type { messagingApi } from '@line/bot-sdk'
import type { Messages, PlatformCall } from '../../src/core/channel.ts'
import type { Language } from '../../src/core/language.ts'
import { type Choice, inWords, type OutboundBody } from '../../src/core/outbound.ts'
import { splitText } from '../../src/core/split-text.ts'
import type { LineWords } from './line-words.ts'
import { quickReply } from './quick-reply.ts'
import { renderCard } from './render-card.ts'

/** https://developers.line.biz/en/reference/messaging-api/#text-message, in UTF-16 units. */
const TEXT_LIMIT = 5_000
const MESSAGES_A_CALL = 5

/**
 * Everything that answers one event in as few calls as LINE takes. Quick replies are drawn under the newest message
 * only and vanish with the next one: they go to the very end, and all that they say stands in the text as well.
 */
export function renderLine(
  messages: Messages,
  words: (language: Language) => LineWords,
): readonly [PlatformCall, ...PlatformCall[]] {
  const [first, ...rest] = messages.flatMap(({ body }) => renderBody(body))
  const asked = messages.findLast(({ body }) => body.choices.length > 0 || body.expects)?.body
  const buttons = asked && quickReply(asked, words(asked.language))
  // Nothing to say at all: LINE refuses it by name, and staff see that.
  const said = first ? [first, ...rest] : renderText('')
  const last = said.length - 1
  const whole = said.map((one, i) => (i === last && buttons ? { ...one, quickReply: buttons } : one))
  return [sendCall(whole.slice(0, MESSAGES_A_CALL)), ...inCalls(whole.slice(MESSAGES_A_CALL))]
}

/** A card where it can be drawn with all of its words; else the words alone. */
function renderBody(body: OutboundBody): messagingApi.Message[] {
  const text = [inWords(body), ...body.choices.map(numbered)].filter(Boolean).join('\n')
  const card = body.card && renderCard(body, body.card, text)
  return card ? [card] : splitText(text, TEXT_LIMIT, 'units').flatMap(renderText)
}

/** Plain: neither `textV2`, whose braces mean something, nor `emojis`, with which a dollar sign would. */
function renderText(text: string): messagingApi.TextMessage[] {
  return [{ type: 'text', text }]
}

function numbered({ number, label }: Choice): string {
  return `${number} ${label}`
}

function inCalls(messages: readonly messagingApi.Message[]): PlatformCall[] {
  const starts = messages.map((_, i) => i).filter(i => i % MESSAGES_A_CALL === 0)
  return starts.map(start => sendCall(messages.slice(start, start + MESSAGES_A_CALL)))
}

function sendCall(messages: readonly messagingApi.Message[]): PlatformCall {
  return { method: 'send', payload: { messages } }
}
