import * as z from 'zod'
import type { ChannelSetup, Finding } from '../../src/core/channel-setup.ts'
import { fetchStableToken } from './access-token.ts'
import { refusalName, type Trouble, troubleOf } from './errcode.ts'
import type { WechatMode } from './verify-push.ts'
import { isMenuShown, type MenuButton, menuToCreate } from './wechat-menu.ts'
import type { Answer, Fetch } from './wechat-request.ts'
import { type WechatApi, withToken } from './with-token.ts'

export interface WechatSetupOptions {
  readonly appId: string
  readonly appSecret: string
  readonly mode: WechatMode
  readonly menu: readonly MenuButton[]
  /** No slash at its end. */
  readonly apiRoot: string
  readonly fetch: Fetch
}

const OK: Pick<Finding, 'ok'> = { ok: true }

export function wechatSetup(options: WechatSetupOptions): ChannelSetup {
  return {
    async setup(webhookUrl, signal) {
      // No call sets the webhook: its address, mode and format are entered on the account's page.
      const byHand = { ...OK, code: 'set-by-hand', detail: `${webhookUrl} ${options.mode} XML` }
      return [...(await withApi(options, signal, async api => [await setMenu(api, options, signal)])), byHand]
    },
    check: (_, signal) =>
      withApi(options, signal, async api => [await checkMenu(api, options, signal), await checkWebhook(api, signal)]),
  }
}

async function withApi(
  options: WechatSetupOptions,
  signal: AbortSignal,
  look: (api: WechatApi) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  // Never forced: the desk at work would lose its token.
  const got = await fetchStableToken({ ...options, forceRefresh: false, signal })
  if (got.kind !== 'token') return [troubled(got)]
  const current = async () => got.token
  const accessToken = { current, renew: current }
  return [{ ...OK, code: 'token-works' }, ...(await look({ ...options, accessToken }))]
}

async function setMenu(api: WechatApi, { menu }: WechatSetupOptions, signal: AbortSignal): Promise<Finding> {
  const answer = await withToken(api, { path: 'menu/create', body: menuToCreate(menu) }, signal)
  const refused = refusedBy(answer, 'menu-refused')
  if (refused) return refused
  const isDone = answer.kind === 'json' && answer.errcode === 0
  return isDone ? { ...OK, code: 'menu-set' } : { ok: false, code: 'unreachable', detail: 'not-an-answer' }
}

async function checkMenu(api: WechatApi, { menu }: WechatSetupOptions, signal: AbortSignal): Promise<Finding> {
  const answer = await withToken(api, { path: 'get_current_selfmenu_info' }, signal)
  const refused = refusedBy(answer, 'menu-unread')
  if (refused) return refused
  return answer.kind === 'json' && isMenuShown(answer.body, menu)
    ? { ...OK, code: 'menu-shown' }
    : { ok: false, code: 'menu-differs' }
}

const NO_URL = 40201
const resolved = z.looseObject({ dns: z.array(z.looseObject({ ip: z.string() })).optional() })

/**
 * The platform doesn't tell the address that was entered, only where its host leads to. Pings are left out: many good
 * hosts answer none. https://developers.weixin.qq.com/doc/service/Basic_Information/Network_Detection.html
 */
async function checkWebhook(api: WechatApi, signal: AbortSignal): Promise<Finding> {
  const body = { action: 'dns', check_operator: 'DEFAULT' }
  const answer = await withToken(api, { path: 'callback/check', body }, signal)
  if (answer.kind === 'json' && answer.errcode === NO_URL) return { ok: false, code: 'webhook-unset' }
  const refused = refusedBy(answer, 'webhook-unread')
  if (refused) return refused
  const hosts = answer.kind === 'json' ? (resolved.safeParse(answer.body).data?.dns ?? []) : []
  if (hosts.length === 0) return { ok: false, code: 'webhook-unresolved' }
  return { ...OK, code: 'webhook-resolved', detail: hosts.map(host => host.ip).join(' ') }
}

/** `code` for what only this call is refused for. */
function refusedBy(answer: Answer | Trouble, code: string): Finding | null {
  if (answer.kind === 'file') return { ok: false, code: 'unreachable', detail: 'not-json' }
  if (answer.kind !== 'json') return troubled(answer)
  const { errcode } = answer
  if (errcode === null || errcode === 0) return null
  const trouble = troubleOf(errcode)
  return trouble ? troubled(trouble) : { ok: false, code, detail: refusalName(errcode) }
}

/** What is wrong with the settings has a code of its own, with our address behind it where that is what is wrong. */
function troubled(trouble: Trouble): Finding {
  if (trouble.kind === 'throttled') return { ok: false, code: 'throttled' }
  if (trouble.kind === 'unreachable') return { ok: false, code: 'unreachable', detail: trouble.detail }
  const [code = '', detail] = trouble.detail.split(' ')
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail }
}
