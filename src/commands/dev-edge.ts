import { SettingError } from '../core/errors.ts'
import { readSettings } from '../settings.ts'
import { startEdge } from './start-edge.ts'

const EVERY_MS = 60_000
/** What a worker is given as secrets. */
const SECRETS = /^(SECRET_KEY|SECRET_KEY_OLD|LOG_LEVEL|(TELEGRAM|LINE|WECHAT)_[A-Z_]+)$/

async function main(): Promise<void> {
  const { databaseUrl, secretKey, host, port } = readSettings(process.env)
  if (!databaseUrl || !secretKey) {
    throw new SettingError('The edge needs DATABASE_URL and SECRET_KEY: those of a desk that npm start has prepared.')
  }
  const given = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && SECRETS.test(name) ? [[name, value] as const] : [],
  )
  const secrets = Object.fromEntries(given)
  const edge = await startEdge({ databaseUrl, secrets, hostname: host, port, watch: true })
  setInterval(() => {
    edge.strike().catch(error => process.stderr.write(`${error.message}\n`))
  }, EVERY_MS)
  process.stdout.write(`The edge, in workerd: ${edge.url}/chat/ and ${edge.url}/webhooks/\n`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof SettingError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
