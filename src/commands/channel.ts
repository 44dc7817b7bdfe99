import { parseArgs } from 'node:util'
import type { Finding } from '../core/channel-setup.ts'
import { SettingError } from '../core/errors.ts'
import { given, readSettings } from '../settings.ts'
import type { ChannelSettings } from '../start/channel-settings.ts'
import { httpAddress } from '../start/http-address.ts'
import { pooledFetch } from '../start/pooled-fetch.ts'
import { readChannelsFile } from '../start/read-channels-file.ts'
import { channelSetup } from './channel/channel-setup.ts'
import { findingWords } from './channel/finding-words.ts'

const USAGE = `npm run channel -- setup ACCOUNT    set webhook and menu at the platform, as in: setup telegram/main
npm run channel -- check ACCOUNT    say what is wrong with them`

const ANSWER_MS = 60_000

/** Sets an account up at its platform, or checks it. The desk need not run. False: something is wrong. */
async function run(task: 'setup' | 'check', name: string): Promise<boolean> {
  const settings = readSettings(process.env)
  const of = (variable: string) => given(process.env, variable)
  const accounts = await readChannelsFile(settings.channelsFile, settings.channels, of)
  const account = accounts.find(one => one.account.id === name) ?? unknown(name, accounts)
  const root = settings.publicUrl ?? httpAddress(settings.host, settings.port)
  const platforms = pooledFetch()
  try {
    const setup = channelSetup(account, { fetch: platforms.fetch, publicUrl: root })
    const findings = await setup[task](`${root}/webhooks/${name}`, AbortSignal.timeout(ANSWER_MS))
    for (const finding of findings) process.stdout.write(`${line(finding)}\n`)
    return findings.every(finding => finding.ok)
  } finally {
    platforms.close()
  }
}

const line = ({ ok, code, detail }: Finding) =>
  `${ok ? 'ok   ' : 'WRONG'} ${findingWords(code)}${detail === undefined ? '' : ` (${detail})`}`

function unknown(name: string, accounts: readonly ChannelSettings[]): never {
  const known = accounts.map(one => one.account.id).join(', ') || 'none'
  throw new SettingError(`there is no account ${name} in the settings; there are: ${known}`)
}

function readTask(): readonly ['setup' | 'check', string] {
  const [task, name, ...more] = positionals()
  if ((task !== 'setup' && task !== 'check') || name === undefined || more.length > 0) throw new SettingError(USAGE)
  return [task, name]
}

function positionals(): readonly string[] {
  try {
    return parseArgs({ allowPositionals: true }).positionals
  } catch {
    // An option: there are none.
    return []
  }
}

try {
  if (!(await run(...readTask()))) process.exitCode = 1
} catch (error) {
  if (!(error instanceof SettingError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
