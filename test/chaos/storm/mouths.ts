import { createHash } from 'node:crypto'
import * as z from 'zod'
import { TelegramUpdates } from '../../stand-ins/telegram-updates.ts'
import type { ChannelName } from './plan.ts'
import type { Platforms } from './platforms.ts'

/** What somebody did, as their platform hands it to the desk; it can be sent any number of times. */
export interface Deed {
  /** The name under which the desk must know it. */
  readonly key: string
  /** Gives the status of the answer. */
  send(url: string): Promise<number>
}

/** How one person writes and hears. */
export interface Mouth {
  readonly who: string
  write(words: string): Deed
  /** Each message as the platform got it from the desk, in order. */
  heard(url: string): Promise<readonly string[]>
}

interface Push {
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Uint8Array
}

const PATIENCE_MS = 2_500
/** It gives its webhook five seconds. */
const WECHAT_PATIENCE_MS = 6_000

type Open = (platforms: Platforms, nth: number) => Mouth

/** The nth person of each messenger. Two runs never meet the same. */
export const MESSENGER_MOUTHS: Readonly<Record<Exclude<ChannelName, 'web'>, Open>> = {
  telegram: ({ telegram }, nth) => {
    const sender = { id: 5_000_000_000 + nth }
    const updates = new TelegramUpdates(870_000_000 + 1_000 * nth)
    return {
      who: `telegram/main ${sender.id}`,
      write(words) {
        const update = updates.text(sender, words)
        const { update_id, message } = datedUpdate.parse(update)
        return deed(`u${update_id}.${message.date}`, 'telegram', () => telegram.webhook(update))
      },
      heard: async () =>
        telegram.accepted
          .filter(({ method, payload }) => method === 'sendMessage' && String(payload.chat_id) === String(sender.id))
          .map(({ payload }) => JSON.stringify(payload)),
    }
  },
  line: ({ line }, nth) => {
    const user = `U${createHash('md5').update(`storm ${nth}`).digest('hex')}`
    return {
      who: `line/main ${user}`,
      write(words) {
        const event = line.text(user, words)
        return deed(event.webhookEventId, 'line', () => line.webhook(event))
      },
      heard: async () =>
        line.accepted
          .filter(({ to }) => to === user)
          .flatMap(({ messages }) => messages.map(one => JSON.stringify(one))),
    }
  },
  wechat: ({ wechat }, nth) => {
    const openid = `oMWfk5k-storm_${nth}`
    let written = 0
    return {
      who: `wechat/main ${openid}`,
      write(words) {
        const id = String(24_000_000_000_000_000n + BigInt(1_000 * nth + ++written))
        const push = wechat.pushText(openid, words, id)
        return deed(
          id,
          'wechat',
          () => push,
          body => wechat.takeReply(body),
        )
      },
      heard: async () => wechat.accepted.filter(one => one.openid === openid).map(one => JSON.stringify(one)),
    }
  },
}

const datedUpdate = z.object({ update_id: z.number(), message: z.object({ date: z.number() }) })

function deed(key: string, kind: string, push: () => Push, take: (answer: string) => void = () => {}): Deed {
  return {
    key,
    async send(url) {
      const { query, headers, body } = push()
      const signal = AbortSignal.timeout(kind === 'wechat' ? WECHAT_PATIENCE_MS : PATIENCE_MS)
      const answer = await fetch(`${url}/webhooks/${kind}/main?${query}`, {
        method: 'POST',
        headers,
        body: Buffer.from(body),
        signal,
      })
      const text = await answer.text()
      if (answer.status === 200) take(text)
      return answer.status
    },
  }
}

const sessionShape = z.object({ session: z.string(), token: z.string() })
const pageShape = z.object({
  messages: z.array(z.looseObject({ id: z.string(), from: z.string(), state: z.string() })),
})
const PAGE = 200

/** Null: no session was opened just now. */
export async function openWebMouth(url: string): Promise<Mouth | null> {
  const opened = await fetch(`${url}/chat/sessions`, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) })
  if (opened.status !== 201) return null
  const { session, token } = sessionShape.parse(await opened.json())
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  let written = 0
  return {
    who: `web/main ${session}`,
    write(words) {
      const id = `m${++written}`
      return {
        key: `${session}:${id}`,
        async send(to) {
          const body = JSON.stringify({ id, text: words })
          const signal = AbortSignal.timeout(PATIENCE_MS)
          const answer = await fetch(`${to}/chat/${session}/messages`, { method: 'POST', headers, body, signal })
          await answer.text()
          return answer.status
        },
      }
    },
    async heard(from) {
      const all: z.infer<typeof pageShape>['messages'] = []
      for (;;) {
        const after = all.at(-1)?.id
        const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
        const signal = AbortSignal.timeout(PATIENCE_MS)
        const answer = await fetch(`${from}/chat/${session}/messages${query}`, { headers, signal })
        const { messages } = pageShape.parse(await answer.json())
        all.push(...messages)
        if (messages.length < PAGE) break
      }
      return all.filter(one => one.from !== 'resident' && one.state === 'sent').map(one => JSON.stringify(one))
    },
  }
}
