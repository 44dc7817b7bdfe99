import { setFlagsFromString } from 'node:v8'
import { SettingError } from '../core/errors.ts'
import type { Waits } from '../desk/ports.ts'
import { logCrash } from '../log/log-crash.ts'
import { pinoLog } from '../log/pino-log.ts'
import { readSettings } from '../settings.ts'
import { bootId } from './boot-id.ts'
import { openDatabase } from './open-database.ts'
import { openDoor } from './open-door.ts'

/** Streams end at once; what was accepted is finished; then the process goes, whatever still hangs. */
const SHUTDOWN_MS = 15_000

/** Of what lives: by itself V8 lets garbage grow to several times that, and several desks share a machine. */
const GARBAGE_PERCENT = 80

/** This process is a desk from here until a signal ends it. A setting that can't be right ends it too, in one line. */
export async function runDesk(environment: NodeJS.ProcessEnv, waits: Partial<Waits> = {}): Promise<void> {
  try {
    await run(environment, waits)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    // The door may stand open already.
    process.stderr.write(`${error.message}\n`, () => process.exit(1))
  }
}

async function run(environment: NodeJS.ProcessEnv, waits: Partial<Waits>): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`)
  const settings = readSettings(environment)
  const log = pinoLog(settings.logLevel)
  logCrash(log)
  const door = await openDoor(settings)
  const boot = bootId()
  // A thousand modules are read while the database opens.
  const [database, { openDesk }] = await Promise.all([openDatabase(settings, boot), import('./open-desk.ts')])
  const desk = await openDesk({ ...settings, port: door.port }, { log, database, boot, waits })
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
