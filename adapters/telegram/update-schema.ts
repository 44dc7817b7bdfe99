import * as z from 'zod'

/** Above 2^53 a number has lost its last digits: whoever it named, it names no longer. */
const id = z.int()
/** Seconds, as far as JavaScript's dates go: their milliseconds are exact numbers too. */
const seconds = z.int().min(0).max(8_640_000_000_000)

const chat = z.object({ id, type: z.string() })
const user = z.object({ id, is_bot: z.boolean().optional(), language_code: z.string().optional() })
const file = z.object({ file_id: z.string().min(1) })
const location = z.object({ latitude: z.number(), longitude: z.number() })
const member = z.object({ status: z.string() })

/** What we read of https://core.telegram.org/bots/api#message; unknown fields are left out. */
const message = z.object({
  message_id: id,
  date: seconds,
  edit_date: seconds.optional(),
  chat,
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z
    .array(file.extend({ width: z.number(), height: z.number() }))
    .min(1)
    .optional(),
  animation: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  document: file.extend({ mime_type: z.string().optional() }).optional(),
  sticker: file.optional(),
  location: location.optional(),
  venue: z.object({ location, title: z.string(), address: z.string() }).optional(),
  contact: z.object({ phone_number: z.string().min(1), user_id: id.optional() }).optional(),
})

/** https://core.telegram.org/bots/api#callbackquery */
const callbackQuery = z.object({
  id: z.string().min(1),
  from: user,
  message: z.object({ chat }).optional(),
  data: z.string().optional(),
})

/** https://core.telegram.org/bots/api#chatmemberupdated */
const chatMember = z.object({
  chat,
  from: user,
  date: seconds,
  old_chat_member: member,
  new_chat_member: member,
})

/** https://core.telegram.org/bots/api#update */
export const update = z.object({
  update_id: z.int().min(0),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: chatMember.optional(),
})

/** Every other kind of update: read only as far as it takes to tie it to a person in a private chat. */
export const otherUpdate = z.object({
  chat: z.object({ id, type: z.literal('private') }),
  from: user.optional(),
  user: user.optional(),
  /** Then the chat is between two other people. */
  business_connection_id: z.undefined().optional(),
})

export type Message = z.infer<typeof message>
export type CallbackQuery = z.infer<typeof callbackQuery>
export type ChatMember = z.infer<typeof chatMember>
export type User = z.infer<typeof user>
