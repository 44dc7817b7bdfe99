import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import * as z from 'zod'
import { SettingError } from '../core/errors.ts'
import {
  type ChannelSettings,
  channelSettings,
  type Given,
  isNeeded,
  MAIN_SECRETS,
  type Messenger,
  WECHAT_MODES,
} from './channel-settings.ts'

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable')
const account = z
  .strictObject({
    account: z.string().regex(/^(telegram|line|wechat)\/[a-z0-9][a-z0-9-]{0,30}$/, 'as in telegram/family'),
    secrets: z.record(z.string(), variable).optional(),
    mode: z.enum(WECHAT_MODES).optional(),
    customer_service: z.boolean().optional(),
    per_second: z.number().positive().optional(),
    per_chat_per_second: z.number().positive().optional(),
    burst: z.number().int().positive().optional(),
  })
  .refine(
    one => one.account.startsWith('wechat/') || (one.mode === undefined && one.customer_service === undefined),
    'mode and customer_service are of WeChat only',
  )
const shape = z.strictObject({ accounts: z.array(account) })
type Entry = z.infer<typeof account>

/**
 * CHANNELS_FILE: further accounts, whose secrets are named as variables of the environment and never stand in the
 * file; and other rates or rights for the accounts `main`. Gives all accounts. SettingError: names file, entry and cure.
 */
export async function readChannelsFile(
  file: string | null,
  main: readonly ChannelSettings[],
  given: Given,
): Promise<readonly ChannelSettings[]> {
  if (file === null) return main
  const accounts = new Map(main.map(one => [String(one.account.id), one]))
  const seen = new Set<string>()
  for (const entry of await entriesOf(file)) {
    if (seen.has(entry.account)) throw new SettingError(`CHANNELS_FILE ${file}: ${entry.account} stands there twice`)
    seen.add(entry.account)
    const kept = accounts.get(entry.account)
    accounts.set(entry.account, kept && !entry.secrets ? changed(kept, entry) : fromEntry(file, entry, given))
  }
  return [...accounts.values()]
}

async function entriesOf(file: string): Promise<readonly Entry[]> {
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new SettingError(`CHANNELS_FILE ${file} cannot be read`, { cause })
  })
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true })
  const parsed = document.errors.length > 0 ? null : shape.safeParse(document.toJS())
  if (parsed?.success) return parsed.data.accounts
  const issue = parsed?.error.issues[0]
  const what = issue ? `${issue.path.join('.')}: ${issue.message}` : 'it is not YAML'
  throw new SettingError(`CHANNELS_FILE ${file}: ${what}`)
}

function fromEntry(file: string, entry: Entry, given: Given): ChannelSettings {
  const [kind, name] = entry.account.split('/') as [Messenger, string] // by its form
  const fields = Object.keys(MAIN_SECRETS[kind])
  const secrets = entry.secrets ?? {}
  const wrong = Object.keys(secrets).find(field => !fields.includes(field))
  const needed = fields.filter(field => isNeeded(field, entry.mode))
  const missing = needed.find(field => !(field in secrets))
  if (wrong ?? missing) {
    const must = `secrets must name ${needed.join(', ')}, each a variable of the environment`
    throw new SettingError(`CHANNELS_FILE ${file}: ${entry.account}: ${must}`)
  }
  const wish = {
    kind,
    name,
    secrets,
    rates: ratesOf(entry),
    ...(entry.mode && { mode: entry.mode }),
    ...rightsOf(entry),
  }
  const settings = channelSettings(wish, given)
  if (settings) return settings
  throw new SettingError(`CHANNELS_FILE ${file}: ${entry.account}: none of ${Object.values(secrets).join(', ')} is set`)
}

function changed(kept: ChannelSettings, entry: Entry): ChannelSettings {
  const account = { ...kept.account, ...ratesOf(entry) }
  return kept.kind === 'wechat' ? { ...kept, account, ...rightsOf(entry) } : { ...kept, account }
}

function rightsOf({ customer_service }: Entry) {
  return customer_service === undefined ? {} : { customerService: customer_service }
}

function ratesOf({ per_second, per_chat_per_second, burst }: Entry) {
  return {
    ...(per_second !== undefined && { perSecond: per_second }),
    ...(per_chat_per_second !== undefined && { perChatPerSecond: per_chat_per_second }),
    ...(burst !== undefined && { burst }),
  }
}
