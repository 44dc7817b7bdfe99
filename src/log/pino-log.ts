import { type DestinationStream, pino } from 'pino'
import type { Log } from '../core/log.ts'
import { describeError } from './describe-error.ts'
import type { LogLevel } from './log-level.ts'
import { plainFields } from './plain-fields.ts'

/** One JSON line an event: `{level, time, event, …fields}`. Without a destination it writes to stdout. */
export function pinoLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  // What comes while a write is under way goes out with the next: a request need not wait for its line.
  const logger = pino(options, destination ?? pino.destination({ dest: 1, sync: false }))
  return {
    debug: (event, fields) => logger.debug(plainFields(fields), event),
    info: (event, fields) => logger.info(plainFields(fields), event),
    warn: (event, fields) => logger.warn(plainFields(fields), event),
    error: (event, error, fields) => logger.error({ ...plainFields(fields), ...describeError(error) }, event),
  }
}
