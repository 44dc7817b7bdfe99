import type { Log } from '../core/log.ts'

/** Node prints what nobody caught with its words, which may quote a resident: the log writes where it came from instead. */
export function logCrash(log: Log): void {
  process.on('uncaughtException', error => {
    log.error('crashed', error)
    process.exit(1)
  })
}
