import { openTelegramPlatform, type TelegramFault } from '../stand-ins/telegram-platform.ts'
import { TelegramUpdates } from '../stand-ins/telegram-updates.ts'
import { type Fault, type Messenger, type Person, SILENT_MS, THROTTLED_S } from './messenger.ts'
import { sentPushes } from './sent-pushes.ts'

export async function onTelegram() {
  const platform = await openTelegramPlatform()
  const updates = new TelegramUpdates()
  const once = sentPushes()
  return {
    platform,
    updates,
    env: {
      TELEGRAM_BOT_TOKEN: platform.token,
      TELEGRAM_WEBHOOK_SECRET: platform.secret,
      TELEGRAM_API_ROOT: platform.apiRoot,
    },
    person(nth): Person {
      const sender = { id: 5_000_000_001 + nth }
      return {
        address: String(sender.id),
        write: (text, id) => once(id, () => platform.webhook(updates.text(sender, text))),
        leave: () => platform.webhook(updates.membership(sender, 'member', 'kicked')),
        comeBack: () => platform.webhook(updates.membership(sender, 'kicked', 'member')),
        heard: () => platform.textsTo(sender.id),
        answered: () => {},
      }
    },
    next: (...faults) => platform.next(...faults.map(fault => FAULTS[fault])),
    close: () => platform.close(),
  } satisfies Messenger & Record<string, unknown>
}

const FAULTS: Readonly<Record<Fault, TelegramFault>> = {
  throttled: { throttled: THROTTLED_S },
  'server error': 'server_error',
  'reset before': 'reset',
  'reset after': 'reset_after_accepting',
  silent: { silent: SILENT_MS },
  refused: 'too_long',
  gone: 'blocked',
}
