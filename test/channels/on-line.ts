import { createHash } from 'node:crypto'
import { type LineTrouble, openLinePlatform } from '../stand-ins/line-platform.ts'
import { type Fault, type Messenger, type Person, SILENT_MS, THROTTLED_S } from './messenger.ts'
import { sentPushes } from './sent-pushes.ts'

export async function onLine() {
  const platform = await openLinePlatform()
  const once = sentPushes()
  return {
    platform,
    env: {
      LINE_CHANNEL_SECRET: platform.channelSecret,
      LINE_CHANNEL_ACCESS_TOKEN: platform.channelAccessToken,
      LINE_API_ROOT: platform.apiRoot,
    },
    person(nth): Person {
      const userId = lineUser(nth)
      const event = (type: string) => platform.webhook(platform.event(type, { source: { type: 'user', userId } }))
      return {
        address: userId,
        write: (text, id) => once(id, () => platform.webhook(platform.text(userId, text))),
        leave: () => event('unfollow'),
        comeBack: () => event('follow'),
        heard: () => platform.accepted.filter(call => call.to === userId).flatMap(call => call.messages.map(wordsOf)),
        answered: () => {},
      }
    },
    next: (...faults) => platform.next(...faults.map(fault => FAULTS[fault])),
    close: () => platform.close(),
  } satisfies Messenger & Record<string, unknown>
}

export function lineUser(nth: number): string {
  return `U${createHash('md5').update(`user ${nth}`).digest('hex')}`
}

/** A flex message is read out by its altText. */
function wordsOf(message: unknown): string {
  const { text, altText } = message as { readonly text?: string; readonly altText?: string } // LINE's message objects
  return text ?? altText ?? ''
}

const FAULTS: Readonly<Record<Fault, LineTrouble>> = {
  throttled: {
    status: 429,
    body: { message: 'The API rate limit has been exceeded. Try again later.' },
    headers: { 'retry-after': String(THROTTLED_S) },
  },
  'server error': 'server-error',
  'reset before': 'reset-before',
  'reset after': 'reset-after',
  silent: { silentMs: SILENT_MS },
  refused: 'monthly-limit',
  gone: 'invalid-to',
}
