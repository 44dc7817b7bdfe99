import { SettingError } from './core/errors.ts'
import { logCrash } from './log/log-crash.ts'
import { pinoLog } from './log/pino-log.ts'
import { readSettings } from './settings.ts'
import { bootId } from './start/boot-id.ts'
import { openDatabase } from './start/open-database.ts'
import { openDoor } from './start/open-door.ts'

/** Streams end at once; what was accepted is finished; then the process goes, whatever still hangs. */
const SHUTDOWN_MS = 15_000

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const log = pinoLog(settings.logLevel)
  logCrash(log)
  const door = await openDoor(settings)
  const boot = bootId()
  // A thousand modules are read while the database opens.
  const [database, { openDesk }] = await Promise.all([openDatabase(settings, boot), import('./start/open-desk.ts')])
  const desk = await openDesk({ ...settings, port: door.port }, log, database, boot)
  door.serve(desk.app.fetch)
  desk.start()
  for (const line of desk.welcome) process.stdout.write(`${line}\n`)
  const stop = async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
    desk.stopStreams()
    await door.close()
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
  // The door may stand open already.
  process.stderr.write(`${error.message}\n`, () => process.exit(1))
}
