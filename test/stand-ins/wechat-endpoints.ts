import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { parseJson } from '../../src/core/parse-json.ts'
import { type WechatErrorName, wechatError } from './wechat-errors.ts'
import type { WechatFollowers } from './wechat-followers.ts'
import type { WechatMenuStore } from './wechat-menu-store.ts'
import type { WechatTokens } from './wechat-tokens.ts'

export type WechatFault =
  | WechatErrorName
  | 'reset_before_reading'
  | 'reset_after_accepting'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The answer comes so much later. */
  | { readonly silentMs: number }

export interface AcceptedText {
  readonly via: 'customer_service' | 'passive'
  readonly openid: string
  readonly text: string
}

const sent = z.object({ touser: z.string(), msgtype: z.literal('text'), text: z.object({ content: z.string() }) })

/** What the platform knows of one account. */
export interface WechatState {
  readonly accepted: AcceptedText[]
  readonly faults: { readonly fault: WechatFault; readonly path: string }[]
  readonly files: Map<string, { readonly type: string; readonly bytes: Uint8Array }>
  readonly tokens: WechatTokens
  readonly followers: WechatFollowers
  readonly menu: WechatMenuStore
  webhookHosts: readonly string[] | null
  customerService: boolean
}

type Answered = object | { readonly type: string; readonly bytes: Uint8Array }

/** The platform takes characters as UTF-8 only. */
const ESCAPED = /(?<!\\)(?:\\\\)*\\u[\da-f]{4}/i

/** Answers a call to the platform's API. */
export async function answerCall(
  state: WechatState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const path = url.pathname.replace('/cgi-bin/', '')
  const at = state.faults.findIndex(each => each.path === path)
  const fault = at < 0 ? null : (state.faults.splice(at, 1)[0]?.fault ?? null)
  if (fault === 'reset_before_reading') return void request.socket.destroy()
  const bytes = await read(request)
  if (ESCAPED.test(bytes.toString())) return write(response, wechatError('bad_charset'))
  const body = parseJson(bytes)
  if (fault === 'reset_after_accepting') {
    route(state, path, url, body)
    return void request.socket.destroy()
  }
  if (typeof fault === 'string') return write(response, wechatError(fault))
  if (fault && 'status' in fault) return void response.writeHead(fault.status, fault.headers).end(fault.body)
  const answered = route(state, path, url, body)
  if (fault) await sleep(fault.silentMs, undefined, { ref: false })
  write(response, answered)
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function write(response: ServerResponse, answered: Answered): void {
  if (response.destroyed) return
  const file = 'bytes' in answered ? answered : null
  const type = file ? file.type : 'application/json; encoding=utf-8'
  response.writeHead(200, { 'content-type': type }).end(file ? file.bytes : JSON.stringify(answered))
}

function route(state: WechatState, path: string, url: URL, body: unknown): Answered {
  if (path === 'stable_token') return state.tokens.grant(body)
  const film = /^\/films\/(.+)$/.exec(path)?.[1]
  if (film) return state.files.get(film) ?? {}
  const problem = state.tokens.problemOf(url.searchParams.get('access_token'))
  if (problem) return wechatError(problem)
  switch (path) {
    case 'message/custom/send':
      return take(state, body)
    case 'media/get':
      return file(state, url)
    case 'menu/create':
      return state.menu.create(body)
    case 'get_current_selfmenu_info':
      return state.menu.info()
    case 'callback/check':
      return state.webhookHosts
        ? { dns: state.webhookHosts.map(ip => ({ ip, real_operator: 'UNICOM' })), ping: [] }
        : wechatError('no_webhook')
    default:
      return wechatError('data_malformed')
  }
}

function take(state: WechatState, body: unknown): Answered {
  const { data } = sent.safeParse(body)
  if (!data) return wechatError('data_malformed')
  if (!state.customerService) return wechatError('not_permitted')
  const { content } = data.text
  if (content === '') return wechatError('empty_text')
  if (Buffer.byteLength(content) > 2_048) return wechatError('too_long')
  const problem = state.followers.spend(data.touser)
  if (problem) return wechatError(problem)
  state.accepted.push({ via: 'customer_service', openid: data.touser, text: content })
  return { errcode: 0, errmsg: 'ok' }
}

function file(state: WechatState, url: URL): Answered {
  const id = url.searchParams.get('media_id') ?? ''
  const kept = state.files.get(id)
  if (!kept) return wechatError('media_unknown')
  return kept.type.startsWith('video/') ? { video_url: `${url.origin}/films/${id}` } : kept
}
