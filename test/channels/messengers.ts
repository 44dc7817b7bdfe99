import { onLine } from './on-line.ts'
import { onTelegram } from './on-telegram.ts'
import { onWechat } from './on-wechat.ts'

export const MESSENGERS = ['telegram', 'line', 'wechat'] as const
export type MessengerName = (typeof MESSENGERS)[number]
export type Messengers = Awaited<ReturnType<typeof openMessengers>>

export async function openMessengers() {
  return { telegram: await onTelegram(), line: await onLine(), wechat: await onWechat() }
}

export async function closeMessengers(messengers: Messengers): Promise<void> {
  for (const name of MESSENGERS) await messengers[name].close()
}
