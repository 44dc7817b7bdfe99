import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'telegraf/types'
import type { PlatformCall } from '../../src/core/channel.ts'
import type { Language } from '../../src/core/language.ts'
import { inWords, type OutboundBody } from '../../src/core/outbound.ts'
import { splitText } from '../../src/core/split-text.ts'
import { type KeyboardWords, renderChoices, renderExpected } from './render-keyboard.ts'

/** https://core.telegram.org/bots/api#sendmessage counts UTF-16 units. */
const TEXT_LIMIT = 4_096
/** Telegram refuses an empty text, and buttons need one to stand under. */
const NO_TEXT = '…'

/** A sendMessage but for its chat, which is known when it is called. */
export interface SendMessage {
  readonly text: string
  readonly link_preview_options: { readonly is_disabled: true }
  readonly reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
}

type Words = (language: Language) => KeyboardWords

/** Plain text without a parse mode: nobody's words can become markup. */
export function renderMessage(body: OutboundBody, words: Words): readonly [PlatformCall, ...PlatformCall[]] {
  const choices = body.choices.length > 0 ? renderChoices(body.choices) : null
  const text = [inWords(body), ...(choices?.listed ?? [])].filter(Boolean).join('\n')
  const parts = splitText(text, TEXT_LIMIT, 'units')
  const last = parts.pop() ?? NO_TEXT
  // A message carries one keyboard. An old one in place of the letters stays until it is taken away, and a number
  // shared by a slip can't be taken back: whatever has no buttons of its own clears it.
  const markup = choices?.keyboard ?? renderExpected(body.expects, words(body.language)) ?? CLEARED
  const [first, ...rest] = [...parts.map(part => send(part)), send(last, markup)]
  return [first ?? send(last, markup), ...rest]
}

const CLEARED: ReplyKeyboardRemove = { remove_keyboard: true }

function send(text: string, markup?: SendMessage['reply_markup']): PlatformCall {
  const payload: SendMessage = {
    text,
    link_preview_options: { is_disabled: true },
    ...(markup ? { reply_markup: markup } : {}),
  }
  return { method: 'sendMessage', payload }
}
