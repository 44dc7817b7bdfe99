import { createServer } from 'node:http'
import type { RawRequest } from '../../src/core/channel.ts'
import { type AcceptedText, answerCall, type WechatFault, type WechatState } from './wechat-endpoints.ts'
import { wechatFollowers } from './wechat-followers.ts'
import { wechatMenuStore } from './wechat-menu-store.ts'
import { type Fields, handshakeOf, pushOf, replyIn, toXml, type WechatAccount } from './wechat-pushes.ts'
import { wechatTokens } from './wechat-tokens.ts'

/** The other side of a WeChat Official Account, over real HTTP: `apiRoot` takes what the account calls, `push…` makes what it gets. */
export interface WechatPlatform {
  readonly apiRoot: string
  readonly account: WechatAccount
  /** What residents have seen, in order. */
  readonly accepted: readonly AcceptedText[]
  /** What becomes of the next call of this path; several wait in line. */
  next(fault: WechatFault, path?: string): void
  /** Forgets the faults that are still to come; gives how many. */
  calm(): number
  /** Moves the platform's clock on. */
  advance(ms: number): void
  now(): number
  /** Every token that was given out is good no longer. */
  expireTokens(): void
  push(fields: Fields): RawRequest
  pushText(openid: string, text: string, msgId?: string): RawRequest
  pushEvent(openid: string, event: string, more?: Fields): RawRequest
  handshake(echo: string): RawRequest
  /** Takes the answer to a push as the platform does: throws where the resident would see an error. */
  takeReply(body: string): void
  /** Keeps a file for media/get; a film is told by its address. */
  keep(type: string, bytes: Uint8Array): string
  /** Addresses to which the host of the webhook leads; null: none was entered. */
  webhookHosts: readonly string[] | null
  /** false: an account without the right to customer-service messages. */
  customerService: boolean
  close(): Promise<void>
}

const ACCOUNT: WechatAccount = {
  appId: 'wxb11529c136998cb6',
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'pamtest',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  mode: 'aes',
}
const OFFICIAL = 'gh_7f083739789a'

export interface WechatPlatformOptions extends Partial<WechatAccount> {
  /** Its clock stands still there, but for `advance`. */
  readonly at?: number
}

export async function openWechatPlatform({ at, ...chosen }: WechatPlatformOptions = {}): Promise<WechatPlatform> {
  const account = { ...ACCOUNT, ...chosen }
  let moved = 0
  const now = () => (at ?? Date.now()) + moved
  const state = stateOf(account, now)
  const server = createServer((request, response) => void answerCall(state, request, response))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return Object.assign(state, pushesOf(state, account, now), {
    apiRoot: `http://127.0.0.1:${address.port}`,
    account,
    now,
    next: (fault: WechatFault, path = 'message/custom/send') => void state.faults.push({ fault, path }),
    calm: () => state.faults.splice(0).length,
    advance(ms: number) {
      moved += ms
    },
    expireTokens: () => state.tokens.expire(),
    keep(type: string, bytes: Uint8Array) {
      const id = `media-${state.files.size + 1}`
      state.files.set(id, { type, bytes })
      return id
    },
    async close() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  })
}

function stateOf(account: WechatAccount, now: () => number): WechatState {
  return {
    accepted: [],
    faults: [],
    files: new Map(),
    tokens: wechatTokens(account.appId, account.appSecret, now),
    followers: wechatFollowers(now),
    menu: wechatMenuStore(),
    webhookHosts: ['101.226.140.169'],
    customerService: true,
  }
}

/** All that reaches the account's webhook, and what becomes of its answer. */
function pushesOf(state: WechatState, account: WechatAccount, now: () => number) {
  let messages = 24_086_087_575_195_331n
  const push = (fields: Fields) => {
    const event = fields.MsgType === 'event' ? String(fields.Event) : null
    state.followers.acted(String(fields.FromUserName), event)
    return pushOf(account, toXml(fields), now())
  }
  const from = (openid: string) => ({
    ToUserName: OFFICIAL,
    FromUserName: openid,
    CreateTime: Math.floor(now() / 1000),
  })
  return {
    push,
    pushText: (openid: string, text: string, msgId = String(messages++)) =>
      push({ ...from(openid), MsgType: 'text', Content: text, MsgId: msgId }),
    pushEvent: (openid: string, event: string, more: Fields = {}) =>
      push({ ...from(openid), MsgType: 'event', Event: event, ...more }),
    handshake: (echo: string) => handshakeOf(account, echo, now()),
    takeReply(body: string) {
      const reply = replyIn(account, body)
      if (reply) state.accepted.push({ via: 'passive', openid: reply.to, text: reply.text })
    },
  }
}
