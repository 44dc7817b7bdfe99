import { AT, USER } from './line-samples.ts'

// Events as in https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects

export const user = { type: 'user', userId: USER }
export const group = { type: 'group', groupId: 'Ca56f94637cc4347f90a25382909b24b9', userId: USER }
export const room = { type: 'room', roomId: 'Ra8dbf4673c4c812cd491258042226c99', userId: USER }
export const line = { type: 'line' }

export type Json = Readonly<Record<string, unknown>>

export function event(type: string, more: Json = {}): Json {
  return {
    type,
    mode: 'active',
    timestamp: AT - 500,
    source: user,
    webhookEventId: '01FZ74A0TDDPYRVKNK77XKC3ZR',
    deliveryContext: { isRedelivery: false },
    ...more,
  }
}

export const message = (given: Json) =>
  event('message', { replyToken: 'nHuyWiB7yP5Zw52FIkcQobQuGDXCTA', message: given })
