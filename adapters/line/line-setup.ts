import * as z from 'zod'
import type { ChannelSetup, Finding } from '../../src/core/channel-setup.ts'
import { type Ask, asking, failed, isOk, read } from './ask-line.ts'
import type { LineAccess } from './request-line.ts'
import type { RichMenu } from './rich-menu.ts'
import { checkMenu, setMenu } from './set-menu.ts'

const ENDPOINT = '/v2/bot/channel/webhook/endpoint'

const botInfo = z.object({ basicId: z.string() })
const endpoint = z.object({ endpoint: z.string(), active: z.boolean() })
const tested = z.object({ success: z.boolean().optional(), statusCode: z.number(), reason: z.string() })
const quota = z.object({ type: z.string(), value: z.number().optional() })
const consumption = z.object({ totalUsage: z.number() })

export interface LineSetupOptions extends LineAccess {
  /** Pictures have a host of their own. */
  readonly dataRoot: string
  readonly menu: RichMenu
}

/** LINE has no endpoint that switches webhooks or redelivery on. */
export function lineSetup(access: LineSetupOptions): ChannelSetup {
  return {
    async setup(webhookUrl, signal) {
      const ask = asking(access, signal)
      const account = await findAccount(ask)
      if (!account.ok) return [account]
      const set = await setWebhook(ask, webhookUrl)
      if (!set.ok) return [account, set]
      // What was just set may take a minute to be told, so only the switch is asked for.
      const found = await findWebhook(ask, null)
      const menu = await setMenu(ask, asking({ ...access, apiRoot: access.dataRoot }, signal), access.menu)
      return [account, set, ...found.filter(one => !one.ok), menu, await testWebhook(ask, webhookUrl)]
    },
    async check(webhookUrl, signal) {
      const ask = asking(access, signal)
      const account = await findAccount(ask)
      if (!account.ok) return [account]
      const found = await findWebhook(ask, webhookUrl)
      const menu = await checkMenu(ask, access.menu)
      return [account, ...found, menu, await testWebhook(ask, webhookUrl), await findQuota(ask)]
    },
  }
}

async function findAccount(ask: Ask): Promise<Finding> {
  const answer = await ask({ method: 'GET', path: '/v2/bot/info' })
  const info = read(answer, botInfo)
  return info ? { ok: true, code: 'account', detail: info.basicId } : failed(answer)
}

async function setWebhook(ask: Ask, webhookUrl: string): Promise<Finding> {
  const answer = await ask({ method: 'PUT', path: ENDPOINT, body: { endpoint: webhookUrl } })
  if (answer.kind === 'answered' && answer.status === 400) return { ok: false, code: 'webhook-refused' }
  return isOk(answer) ? { ok: true, code: 'webhook-set' } : failed(answer)
}

/** Of another address only the host is told: the rest may hold somebody's secret. */
async function findWebhook(ask: Ask, expected: string | null): Promise<Finding[]> {
  const answer = await ask({ method: 'GET', path: ENDPOINT })
  if (answer.kind === 'answered' && answer.status === 404) return [{ ok: false, code: 'webhook-missing' }]
  const found = read(answer, endpoint)
  if (!found) return [failed(answer)]
  const elsewhere = expected !== null && found.endpoint !== expected
  const here: Finding = elsewhere
    ? { ok: false, code: 'webhook-elsewhere', detail: hostOf(found.endpoint) }
    : { ok: true, code: 'webhook-set' }
  return found.active ? [here] : [here, { ok: false, code: 'webhook-off' }]
}

/** LINE calls the address itself, with no event, and says what came back. */
async function testWebhook(ask: Ask, webhookUrl: string): Promise<Finding> {
  const answer = await ask({ method: 'POST', path: '/v2/bot/channel/webhook/test', body: { endpoint: webhookUrl } })
  if (answer.kind === 'answered' && answer.status === 400) return { ok: false, code: 'webhook-refused' }
  const result = read(answer, tested)
  if (!result) return failed(answer)
  if (result.success) return { ok: true, code: 'webhook-answers' }
  const reason = /^[A-Z_]{1,40}$/.test(result.reason) ? result.reason : 'UNCLASSIFIED'
  return { ok: false, code: 'webhook-unanswered', detail: `${reason} ${result.statusCode}` }
}

async function findQuota(ask: Ask): Promise<Finding> {
  const answer = await ask({ method: 'GET', path: '/v2/bot/message/quota' })
  const limit = read(answer, quota)
  if (!limit) return failed(answer)
  if (limit.value === undefined) return { ok: true, code: 'quota-unlimited' }
  const spent = await ask({ method: 'GET', path: '/v2/bot/message/quota/consumption' })
  const used = read(spent, consumption)
  if (!used) return failed(spent)
  const detail = `${used.totalUsage}/${limit.value}`
  return used.totalUsage < limit.value
    ? { ok: true, code: 'quota-left', detail }
    : { ok: false, code: 'quota-spent', detail }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'no address'
}
