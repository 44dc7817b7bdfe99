import type { Channel } from '../../../src/core/channel.ts'
import type { LinePlatform } from '../../../test/stand-ins/line-platform.ts'
import { lineChannel } from '../line-channel.ts'
import { ACCOUNT, DECLINE, WORDS } from './line-samples.ts'

export function channelTo(platform: LinePlatform): Channel {
  const { apiRoot, channelSecret, channelAccessToken } = platform
  return lineChannel({
    account: ACCOUNT,
    channelSecret,
    channelAccessToken,
    apiRoot,
    dataRoot: apiRoot,
    declineGroup: DECLINE,
    words: () => WORDS,
    fetch: globalThis.fetch,
  })
}
