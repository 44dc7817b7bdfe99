import { SettingError } from '../core/errors.ts'
import { readSettings } from '../settings.ts'
import { startEdge } from './start-edge.ts'

const EVERY_MS = 60_000

async function main(): Promise<void> {
  const { databaseUrl, secretKey, host, port } = readSettings(process.env)
  if (!databaseUrl || !secretKey) {
    throw new SettingError('The edge needs DATABASE_URL and SECRET_KEY: those of a desk that npm start has prepared.')
  }
  const key = Buffer.from(secretKey).toString('base64')
  const edge = await startEdge({ databaseUrl, secretKey: key, hostname: host, port, watch: true })
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
