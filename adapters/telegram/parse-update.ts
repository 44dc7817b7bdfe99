import type { Parsed, PlatformCall } from '../../src/core/channel.ts'
import type { Instant } from '../../src/core/civil-time.ts'
import { type InboundContent, type InboundDraft, sortAt } from '../../src/core/inbound.ts'
import { parseJson } from '../../src/core/parse-json.ts'
import { languageHint } from './language-hint.ts'
import { messageContent } from './message-content.ts'
import { unknownName } from './unknown-name.ts'
import { type CallbackQuery, type ChatMember, type Message, otherUpdate, type User, update } from './update-schema.ts'

const NOTHING: Parsed = { kind: 'events', events: [] }
/** The desk's tokens; whatever else comes back from a button was never ours. */
const TOKEN = /^[!-~]{1,16}$/
/** Not there, or no longer; every other status is somebody who is. */
const OUTSIDE = ['left', 'kicked']

interface Arrival {
  readonly key: string
  /** Of the update. */
  readonly number: number
  readonly receivedAt: Instant
  /** Said once where the account is put into a group. */
  readonly declineGroup: string
}

/** One update is one request. Only private chats are read. */
export function parseUpdate(body: Uint8Array, receivedAt: Instant, declineGroup: string): Parsed {
  const raw = parseJson(body)
  const parsed = update.safeParse(raw)
  if (!parsed.success) return { kind: 'malformed' }
  const { update_id, message, edited_message, callback_query, my_chat_member } = parsed.data
  // After a quiet week the numbers begin anew at random, perhaps where there were some already: the moment tells them apart.
  const moment = (edited_message?.edit_date ?? message?.date ?? my_chat_member?.date ?? callback_query?.id) || ''
  const arrival = { key: `u${update_id}.${moment}`, number: update_id, receivedAt, declineGroup }
  // Parsed as an object just now.
  const fields = raw as Readonly<Record<string, unknown>>
  if (message) return parseMessage(arrival, message, fields.message)
  if (edited_message) return parseEdit(arrival, edited_message)
  if (callback_query) return parsePress(arrival, callback_query)
  if (my_chat_member) return parseMembership(arrival, my_chat_member)
  return parseOther(arrival, fields)
}

function parseMessage(arrival: Arrival, message: Message, fields: unknown): Parsed {
  const { chat, from, date } = message
  if (chat.type !== 'private' || from?.is_bot) return NOTHING
  const content = messageContent(message) ?? { kind: 'unknown', name: unknownName(fields) }
  return one(draft(arrival, chat.id, from, sortOf(arrival, date), content))
}

/** An edit is something said; a live location that moved on is not. */
function parseEdit(arrival: Arrival, message: Message): Parsed {
  const { chat, from, text, caption, date, edit_date = date } = message
  if (chat.type !== 'private' || from?.is_bot) return NOTHING
  const said = text ?? caption
  const content = said === undefined ? null : messageContent({ ...message, text: said })
  if (!content) return NOTHING
  return one(draft(arrival, chat.id, from, sortOf(arrival, edit_date), content))
}

function parsePress(arrival: Arrival, { id, from, message, data }: CallbackQuery): Parsed {
  if (message?.chat.type !== 'private' || from.is_bot) return NOTHING
  const content: InboundContent =
    data !== undefined && TOKEN.test(data)
      ? { kind: 'choice', token: data }
      : { kind: 'unknown', name: 'callback_query' }
  // The button turns until it is answered, or for minutes.
  const answer = { method: 'answerCallbackQuery', payload: { callback_query_id: id } }
  return one(draft(arrival, message.chat.id, from, sortOf(arrival, secondOf(arrival.receivedAt)), content), answer)
}

function parseMembership(arrival: Arrival, { chat, from, date, old_chat_member, new_chat_member }: ChatMember): Parsed {
  const { status } = new_chat_member
  if (chat.type === 'private') {
    // Back again, which opens no chat: whoever presses Start says so in a message of its own, and is greeted for that.
    const content: InboundContent = OUTSIDE.includes(status)
      ? { kind: 'left' }
      : { kind: 'unknown', name: 'my_chat_member' }
    return one(draft(arrival, chat.id, from, sortOf(arrival, date), content))
  }
  // What is said in a channel goes to all its readers, who did not put the account there.
  const putIn = OUTSIDE.includes(old_chat_member.status) && !OUTSIDE.includes(status) && chat.type !== 'channel'
  if (!putIn) return NOTHING
  const decline = { method: 'sendMessage', payload: { chat_id: chat.id, text: arrival.declineGroup } }
  return { kind: 'events', events: [], asides: [decline] }
}

function parseOther(arrival: Arrival, fields: Readonly<Record<string, unknown>>): Parsed {
  const name = unknownName(fields)
  const parsed = otherUpdate.safeParse(fields[name])
  const from = parsed.data?.from ?? parsed.data?.user
  if (!parsed.success || !from || from.is_bot || from.id !== parsed.data.chat.id) return NOTHING
  return one(draft(arrival, from.id, from, sortOf(arrival, secondOf(arrival.receivedAt)), { kind: 'unknown', name }))
}

/**
 * Telegram dates in whole seconds, within which its updates are numbered one after another. A button press has no date
 * and gets the second of its arrival: the two can be compared.
 */
function sortOf({ number }: Arrival, second: number): number {
  return sortAt(second * 1_000, number % NUMBERS)
}
/** More than a bot gets in a second. */
const NUMBERS = 1_000_000
const secondOf = (at: Instant) => Math.floor(at / 1_000)

function draft(
  { key }: Arrival,
  chat: number,
  from: User | undefined,
  sort: number,
  content: InboundContent,
): InboundDraft {
  const language = languageHint(from?.language_code)
  return { key, address: String(chat), sort, content, ...(language ? { language } : {}) }
}

function one(event: InboundDraft, ...asides: PlatformCall[]): Parsed {
  return { kind: 'events', events: [event], ...(asides.length > 0 ? { asides } : {}) }
}
