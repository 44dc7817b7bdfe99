import type { Log } from '../core/log.ts'
import type { ChannelSettings } from './channel-settings.ts'

/** In these modes WeChat's signature covers no body: whoever reads one query string somewhere can forge messages. */
export function warnOfOpenWechat(log: Pick<Log, 'warn'>, settings: readonly ChannelSettings[]): void {
  for (const one of settings) {
    if (one.kind !== 'wechat' || one.mode === 'aes') continue
    const detail = 'messages can be forged; set aes at WeChat and here'
    log.warn('wechat.mode_open', { account: one.account.id, mode: one.mode, detail })
  }
}
