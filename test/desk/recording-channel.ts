import type { Channel, ChannelAccount, Delivery, Messages, PlatformCall } from '../../src/core/channel.ts'
import { type AccountId, branded } from '../../src/core/ids.ts'

export const ACCOUNT: ChannelAccount = {
  id: branded<AccountId>('web/main'),
  kind: 'web',
  perSecond: 100_000,
  perChatPerSecond: 100_000,
  burst: 100_000,
}

export interface SentCall {
  readonly address: string
  readonly text: string
  readonly retryKey: string
  readonly reply: string | null
}

/** What the platform answers to a call; missing: sent. */
export type Script = (call: SentCall) => Delivery | Promise<Delivery>

export interface RecordingChannel extends Channel {
  /** Every call that was made, whatever came of it, in order. */
  readonly calls: SentCall[]
  script: Script
}

const SENT: Delivery = { kind: 'sent' }

/** A platform that writes down what it is asked to show, and answers as the test says. */
export function recordingChannel(
  account: ChannelAccount = ACCOUNT,
  ways: Partial<
    Pick<Channel, 'bundles' | 'passive' | 'passiveOnly' | 'fetch' | 'window' | 'render' | 'comesAgain'>
  > = {},
): RecordingChannel {
  const channel: RecordingChannel = {
    account,
    bundles: false,
    render: messages => [show(messages)],
    ...ways,
    calls: [],
    script: () => SENT,
    verify: ({ body }) => ({ kind: 'verified', body }),
    parse: () => ({ kind: 'malformed' }),
    call(call, { address, retryKey, reply }) {
      const made = { address, text: textOf(call), retryKey, reply: reply?.handle ?? null }
      channel.calls.push(made)
      return Promise.resolve(channel.script(made))
    },
  }
  return channel
}

function show(messages: Messages): PlatformCall {
  return { method: 'show', payload: { text: messages.map(({ body }) => body.text).join('|') } }
}

export function textOf(call: PlatformCall): string {
  const { text } = call.payload as { readonly text: string } // rendered above
  return text
}
