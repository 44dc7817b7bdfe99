import { randomInt } from 'node:crypto'
import type { PassiveReply } from '../../src/core/channel.ts'
import type { Instant } from '../../src/core/civil-time.ts'
import { readPush } from './parse-push.ts'
import type { Envelopes } from './sealed-envelope.ts'
import { signatureOf } from './signature.ts'
import { textPayload } from './text-payload.ts'
import { readForm } from './verified-body.ts'
import { writeXml } from './write-xml.ts'

/** Answers the platform's request with nothing to say; an empty body would do too, JSON would show an error. */
export const NOTHING_TO_SAY = { type: 'text/plain', body: 'success' } as const

/** The platform gives up after 5 s. */
const WITHIN_MS = 4_500

/** https://developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html */
export function passiveReply(token: string, envelopes: Envelopes): PassiveReply {
  return {
    withinMs: WITHIN_MS,
    answer(call, request, at) {
      const { content } = textPayload.parse(call.payload)
      const push = readPush(request)
      if (!push) throw new Error('a passive reply to a push that was never verified')
      if (content === '') return NOTHING_TO_SAY
      const xml = writeXml({
        ToUserName: push.FromUserName,
        FromUserName: push.ToUserName,
        CreateTime: seconds(at),
        MsgType: 'text',
        Content: content,
      })
      const form = readForm(request)?.form ?? 'open'
      const envelope = form === 'open' ? undefined : envelopes[form]
      return { type: 'text/xml', body: envelope ? sealedReply(token, envelope.seal(xml), at) : xml }
    },
  }
}

function sealedReply(token: string, sealed: string, at: Instant): string {
  const timestamp = seconds(at)
  const nonce = String(randomInt(2 ** 47))
  const signature = signatureOf([token, String(timestamp), nonce, sealed])
  return writeXml({ Encrypt: sealed, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce })
}

function seconds(at: Instant): number {
  return Math.floor(at / 1000)
}
