import { type DestinationStream, pino } from 'pino'
import type { Log, LogFields } from '../core/log.ts'
import { describeError } from './describe-error.ts'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

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
    debug: (event, fields) => logger.debug(plain(fields), event),
    info: (event, fields) => logger.info(plain(fields), event),
    warn: (event, fields) => logger.warn(plain(fields), event),
    error: (event, error, fields) => logger.error({ ...plain(fields), ...describeError(error) }, event),
  }
}

/** Only what LogFields allows gets through, should a caller hand over more: an object may hold anything. */
function plain(fields: LogFields = {}): Record<string, string | number | boolean | null> {
  const kept: Record<string, string | number | boolean | null> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    kept[name] = value === null || typeof value !== 'object' ? value : '[object]'
  }
  return kept
}
