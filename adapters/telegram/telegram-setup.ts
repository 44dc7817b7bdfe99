import { TelegramError } from 'telegraf'
import type { BotCommand } from 'telegraf/types'
import type { ChannelSetup, Finding } from '../../src/core/channel-setup.ts'
import { BASE_LANGUAGE, type Language } from '../../src/core/language.ts'
import { failureOf } from './failure-of.ts'
import { type ClientOptions, TelegramClient } from './telegram-client.ts'
import { webhookFindings } from './webhook-findings.ts'

export interface TelegramSetupOptions extends ClientOptions {
  readonly webhookSecret: string
  readonly commands: (language: Language) => readonly BotCommand[]
}

/** What parse-update reads; Telegram keeps everything else to itself. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/**
 * Telegram takes two letters for a language and has one Chinese: everybody but English readers sees the list in the
 * base language. https://core.telegram.org/bots/api#setmycommands
 */
const LISTS = [
  { language: BASE_LANGUAGE, scope: {} },
  { language: 'en', scope: { language_code: 'en' } },
] as const

/** `NAME-refused` is what a step's refusal is called. */
type Step = readonly [name: string, run: (client: TelegramClient) => Promise<readonly Finding[]>]

export function telegramSetup(options: TelegramSetupOptions): ChannelSetup {
  return {
    setup: (webhookUrl, signal) => runSteps(options, signal, setupSteps(options, webhookUrl)),
    check: (webhookUrl, signal) => runSteps(options, signal, checkSteps(options, webhookUrl)),
  }
}

function setupSteps({ webhookSecret, commands }: TelegramSetupOptions, webhookUrl: string): readonly Step[] {
  return [
    [
      'webhook',
      async client => {
        await client.setWebhook(webhookUrl, {
          secret_token: webhookSecret,
          allowed_updates: ALLOWED_UPDATES,
          max_connections: 100,
          drop_pending_updates: false,
        })
        return [{ ok: true, code: 'webhook-set' }]
      },
    ],
    [
      'commands',
      async client => {
        for (const { language, scope } of LISTS) await client.setMyCommands(commands(language), scope)
        return [{ ok: true, code: 'commands-set' }]
      },
    ],
    [
      'menu',
      async client => {
        await client.setChatMenuButton({ menuButton: { type: 'commands' } })
        return [{ ok: true, code: 'menu-set' }]
      },
    ],
  ]
}

function checkSteps({ commands }: TelegramSetupOptions, webhookUrl: string): readonly Step[] {
  return [
    ['bot', async client => [{ ok: true, code: 'token-good', detail: `@${(await client.getMe()).username}` }]],
    ['webhook', async client => webhookFindings(await client.getWebhookInfo(), webhookUrl, ALLOWED_UPDATES)],
    [
      'commands',
      async client => {
        const lists = await Promise.all(
          LISTS.map(async ({ language, scope }) => same(await client.getMyCommands(scope), commands(language))),
        )
        return [lists.every(Boolean) ? { ok: true, code: 'commands-set' } : { ok: false, code: 'commands-missing' }]
      },
    ],
    [
      'menu',
      async client => {
        const { type } = await client.getChatMenuButton()
        return [
          type === 'commands' ? { ok: true, code: 'menu-set' } : { ok: false, code: 'menu-missing', detail: type },
        ]
      },
    ],
  ]
}

function same(there: readonly BotCommand[], ours: readonly BotCommand[]): boolean {
  const words = (list: readonly BotCommand[]) => JSON.stringify(list.map(one => [one.command, one.description]))
  return words(there) === words(ours)
}

/** One after another; what would stop every further one ends them. */
async function runSteps(options: TelegramSetupOptions, signal: AbortSignal, steps: readonly Step[]) {
  const client = new TelegramClient(options, signal)
  const findings: Finding[] = []
  for (const [name, run] of steps) {
    try {
      findings.push(...(await run(client)))
    } catch (error) {
      const failure = failureOf(error)
      const isOfStep = failure.kind === 'refused' || failure.kind === 'gone'
      findings.push({ ok: false, code: isOfStep ? `${name}-refused` : STOPPED[failure.kind], detail: wordsOf(error) })
      if (!isOfStep) break
    }
  }
  return findings

  /** Telegram's own words tell an operator most; should they ever quote a secret, it is cut out. */
  function wordsOf(error: unknown): string {
    const words = error instanceof TelegramError ? error.message : String(error)
    return words.replaceAll(options.token, '…').replaceAll(options.webhookSecret, '…').slice(0, 200)
  }
}

const STOPPED = { misconfigured: 'token-refused', throttled: 'throttled', unreachable: 'unreachable' } as const
