import type { InboundContent } from '../../src/core/inbound.ts'
import { saidBy } from './menu-key.ts'
import type { Push } from './parse-push.ts'

/** About the account itself: their sender is the platform or an editor, nobody who chats. */
const OF_THE_ACCOUNT = new Set([
  'MASSSENDJOBFINISH',
  'PUBLISHJOBFINISH',
  'qualification_verify_success',
  'qualification_verify_fail',
  'naming_verify_success',
  'naming_verify_fail',
  'annual_renew',
  'verify_expired',
])

/**
 * https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html and, of the menu,
 * https://developers.weixin.qq.com/doc/service/guide/product/menu/Custom_Menu_Push_Events.html; null: nobody’s.
 */
export function readEvent({ Event: name = 'event', EventKey: key = '' }: Push): InboundContent | null {
  switch (name) {
    case 'subscribe':
    // Scanned by somebody who follows already: the chat opens, just as after following.
    case 'SCAN':
      return { kind: 'joined' }
    case 'unsubscribe':
      return { kind: 'left' }
    case 'CLICK': {
      const text = saidBy(key)
      return text === null ? { kind: 'unknown', name } : { kind: 'text', text }
    }
    default:
      // LOCATION too, an automatic report of where somebody is: nothing of it is kept.
      return OF_THE_ACCOUNT.has(name) ? null : { kind: 'unknown', name }
  }
}
