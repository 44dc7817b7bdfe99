import type { Channel, ChannelAccount } from '../../src/core/channel.ts'
import type { Language } from '../../src/core/language.ts'
import { callLine } from './call-line.ts'
import { declineGroup } from './decline-group.ts'
import { fetchContent } from './fetch-content.ts'
import type { LineWords } from './line-words.ts'
import { parseLine } from './parse-line.ts'
import { renderLine } from './render-line.ts'
import { type LineAccess, requestLine } from './request-line.ts'
import { verifyLine } from './verify-line.ts'

export const LINE_API_ROOT = 'https://api.line.me'
/** Photos and recordings have a host of their own. */
export const LINE_DATA_ROOT = 'https://api-data.line.me'

export interface LineChannelOptions extends LineAccess {
  readonly account: ChannelAccount
  readonly channelSecret: string
  readonly dataRoot?: string
  /** What is said in a group before the desk leaves it. */
  readonly declineGroup: string
  readonly words: (language: Language) => LineWords
}

export function lineChannel(options: LineChannelOptions): Channel {
  const { account, channelSecret, words } = options
  // Anybody can sign with an empty key.
  if (channelSecret === '') throw new Error('the channel secret is empty')
  const data: LineAccess = { ...options, apiRoot: options.dataRoot ?? LINE_DATA_ROOT }
  return {
    account,
    bundles: true,
    verify: request => verifyLine(channelSecret, request),
    parse: (body, receivedAt) => parseLine(body, receivedAt, options.declineGroup),
    render: messages => renderLine(messages, words),
    call: (call, context) => callLine(options, call, context),
    aside: (call, signal) => declineGroup(options, call, signal),
    async indicate(address, signal) {
      // https://developers.line.biz/en/reference/messaging-api/#display-a-loading-indicator
      const body = { chatId: address, loadingSeconds: 10 }
      await requestLine(options, { method: 'POST', path: '/v2/bot/chat/loading/start', body, signal })
    },
    fetch: (remote, limit, signal) => fetchContent(data, remote, limit, signal),
  }
}
