import * as z from 'zod'
import type { Channel, ChannelAccount, Delivery, PlatformCall } from '../../src/core/channel.ts'
import type { Language } from '../../src/core/language.ts'
import { failureOf } from './failure-of.ts'
import { fetchFile } from './fetch-file.ts'
import { parseUpdate } from './parse-update.ts'
import type { KeyboardWords } from './render-keyboard.ts'
import { renderMessage, type SendMessage } from './render-message.ts'
import { TelegramClient } from './telegram-client.ts'
import { verifySecret } from './verify-secret.ts'

export const TELEGRAM_API_ROOT = 'https://api.telegram.org'

export interface TelegramChannelOptions {
  readonly account: ChannelAccount
  readonly token: string
  /** What setWebhook was given: 1 to 256 of A-Z a-z 0-9 _ -. */
  readonly webhookSecret: string
  readonly apiRoot: string
  readonly fetch: typeof globalThis.fetch
  /** Said once where the account is put into a group: it talks in private only. */
  readonly declineGroup: string
  /** What stands on the buttons that hand over a phone number or a place. */
  readonly words: (language: Language) => KeyboardWords
}

const sent = z.object({ message_id: z.int() })
const aside = z.discriminatedUnion('method', [
  z.object({ method: z.literal('answerCallbackQuery'), payload: z.object({ callback_query_id: z.string() }) }),
  z.object({ method: z.literal('sendMessage'), payload: z.object({ chat_id: z.number(), text: z.string() }) }),
])

export function telegramChannel(options: TelegramChannelOptions): Channel {
  const client = (signal: AbortSignal) => new TelegramClient(options, signal)
  return {
    account: options.account,
    bundles: false,
    comesAgain: true,
    verify: request => verifySecret(options.webhookSecret, request),
    parse: (body, receivedAt) => parseUpdate(body, receivedAt, options.declineGroup),
    render: ([message]) => renderMessage(message.body, options.words),
    call: (call, context) => sendMessage(client(context.signal), call, context.address),
    aside: (call, signal) => makeAside(client(signal), call),
    async indicate(address, signal) {
      await client(signal).sendChatAction(address, 'typing')
    },
    fetch: (remote, limit, signal) => fetchFile(client(signal), remote, limit),
  }
}

async function sendMessage(client: TelegramClient, call: PlatformCall, address: string): Promise<Delivery> {
  // Made by render, which makes nothing else.
  const { text, ...extra } = call.payload as SendMessage
  try {
    const answer = sent.safeParse(await client.sendMessage(address, text, extra))
    return answer.success ? { kind: 'sent', platformId: String(answer.data.message_id) } : { kind: 'sent' }
  } catch (error) {
    return failureOf(error)
  }
}

/** A press answered too late, a group that lets nobody write: nobody could do anything about it. */
async function makeAside(client: TelegramClient, call: PlatformCall): Promise<void> {
  const { method, payload } = aside.parse(call)
  try {
    await client.callApi(method, payload)
  } catch (error) {
    failureOf(error)
  }
}
