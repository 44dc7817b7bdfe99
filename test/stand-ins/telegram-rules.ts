/** An error body of the Bot API. */
export interface TelegramRefusal {
  readonly error_code: number
  readonly description: string
}

type Payload = Readonly<Record<string, unknown>>

/** https://core.telegram.org/bots/api and, for the words, https://github.com/tdlib/telegram-bot-api */
export const TELEGRAM_ERRORS = {
  blocked: { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  deactivated: { error_code: 403, description: 'Forbidden: user is deactivated' },
  never_started: { error_code: 403, description: "Forbidden: bot can't initiate conversation with a user" },
  to_a_bot: { error_code: 403, description: "Forbidden: bot can't send messages to bots" },
  chat_not_found: { error_code: 400, description: 'Bad Request: chat not found' },
  no_chat: { error_code: 400, description: 'Bad Request: chat_id is empty' },
  empty: { error_code: 400, description: 'Bad Request: message text is empty' },
  too_long: { error_code: 400, description: 'Bad Request: message is too long' },
  button_data: { error_code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' },
  markup_too_long: { error_code: 400, description: 'Bad Request: reply markup is too long' },
  query_too_old: {
    error_code: 400,
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  },
  invalid_file: { error_code: 400, description: 'Bad Request: invalid file_id' },
  file_unavailable: {
    error_code: 400,
    description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
  },
  file_too_big: { error_code: 400, description: 'Bad Request: file is too big' },
  no_https: { error_code: 400, description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook' },
  bad_port: {
    error_code: 400,
    description: 'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
  },
  bad_secret: { error_code: 400, description: 'Bad Request: secret token contains unallowed characters' },
  bad_language: { error_code: 400, description: 'Bad Request: invalid language code specified' },
  bad_command: { error_code: 400, description: 'Bad Request: BOT_COMMAND_INVALID' },
  unauthorized: { error_code: 401, description: 'Unauthorized' },
  not_found: { error_code: 404, description: 'Not Found' },
  misdirected: { error_code: 421, description: 'Misdirected Request: unallowed token specified' },
  server_error: { error_code: 500, description: 'Internal Server Error: Request aborted' },
} as const satisfies Readonly<Record<string, TelegramRefusal>>
export type TelegramErrorName = keyof typeof TELEGRAM_ERRORS

/** What the platform refuses of a call, by its limits; null: taken. */
export function telegramRefusal(method: string, payload: Payload): TelegramRefusal | null {
  const name = RULES[method]?.(payload)
  return name ? TELEGRAM_ERRORS[name] : null
}

const RULES: Readonly<Record<string, (payload: Payload) => TelegramErrorName | null>> = {
  sendMessage,
  setWebhook,
  setMyCommands,
}

function sendMessage({ chat_id, text, reply_markup }: Payload): TelegramErrorName | null {
  if (chat_id === undefined || chat_id === '') return 'no_chat'
  if (typeof text !== 'string' || text.trim() === '') return 'empty'
  if (text.length > 4_096) return 'too_long'
  const rows = fieldOf(reply_markup, 'inline_keyboard')
  return Array.isArray(rows) ? ofButtons(rows.flat()) : null
}

function ofButtons(buttons: readonly unknown[]): TelegramErrorName | null {
  if (buttons.length > 100) return 'markup_too_long'
  const sizes = buttons.map(button => Buffer.byteLength(String(fieldOf(button, 'callback_data') ?? '')))
  return sizes.every(size => size >= 1 && size <= 64) ? null : 'button_data'
}

function setWebhook({ url, secret_token }: Payload): TelegramErrorName | null {
  const address = URL.parse(String(url))
  if (address?.protocol !== 'https:') return 'no_https'
  if (!['', '80', '88', '8443'].includes(address.port)) return 'bad_port'
  return /^[\w-]{1,256}$/.test(String(secret_token)) ? null : 'bad_secret'
}

function setMyCommands({ commands, language_code }: Payload): TelegramErrorName | null {
  if (language_code !== undefined && !/^[a-z]{2}$/.test(String(language_code))) return 'bad_language'
  const valid = (command: unknown) => /^[a-z0-9_]{1,32}$/.test(String(fieldOf(command, 'command')))
  return Array.isArray(commands) && commands.every(valid) ? null : 'bad_command'
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : null
}
