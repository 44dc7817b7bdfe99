import { serve } from '@hono/node-server'
import { SettingError } from './core/errors.ts'
import { pinoLog } from './log/pino-log.ts'
import { readSettings } from './settings.ts'
import { openDesk } from './start/open-desk.ts'

/** Streams end at once; what was accepted is finished; then the process goes, whatever still hangs. */
const SHUTDOWN_MS = 15_000

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const log = pinoLog(settings.logLevel)
  const desk = await openDesk(settings, log)
  const server = serve({ fetch: desk.app.fetch, hostname: settings.host, port: settings.port }, () => {
    desk.start()
    for (const line of desk.welcome) process.stdout.write(`${line}\n`)
  })
  server.once('error', error => {
    log.error('start.port', error)
    process.stderr.write(
      `Port ${settings.port} on ${settings.host} can't be used. Is a desk running already? Set PORT to another one.\n`,
    )
    process.exit(1)
  })
  const stop = async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
    desk.stopStreams()
    await new Promise(done => server.close(done))
    await desk.stop()
    process.exit(0)
  }
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      stop().catch(error => {
        log.error('stop.failed', error)
        process.exit(1)
      })
    })
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof SettingError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
