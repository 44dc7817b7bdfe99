import type { CallContext, Delivery, PlatformCall } from '../../src/core/channel.ts'
import { deliveryOf } from './errcode.ts'
import { textPayload } from './text-payload.ts'
import { type WechatApi, withToken } from './with-token.ts'

/** https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
export async function sendText(api: WechatApi, call: PlatformCall, context: CallContext): Promise<Delivery> {
  const { content } = textPayload.parse(call.payload)
  const body = { touser: context.address, msgtype: 'text', text: { content } }
  const answer = await withToken(api, { path: 'message/custom/send', body }, context.signal)
  if (answer.kind !== 'json' && answer.kind !== 'file') return answer
  // Whoever answered, it wasn't the platform.
  if (answer.kind === 'file' || answer.errcode === null)
    return { kind: 'unreachable', accepted: 'unknown', detail: 'not-an-answer' }
  return deliveryOf(answer.errcode)
}
