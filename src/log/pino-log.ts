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
  const logger = destination ? pino(options, destination) : pino(options)
  return {
    debug: (event, fields) => logger.debug(plainFields(fields), event),
    info: (event, fields) => logger.info(plainFields(fields), event),
    warn: (event, fields) => logger.warn(plainFields(fields), event),
    error: (event, error, fields) => logger.error({ ...plainFields(fields), ...describeError(error) }, event),
  }
}
