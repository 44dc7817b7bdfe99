import type { Log, LogFields } from '../core/log.ts'
import { describeError } from './describe-error.ts'
import { LOG_LEVELS, type LogLevel } from './log-level.ts'
import { plainFields } from './plain-fields.ts'

/** The same lines where there is no stdout: the platform gathers what goes to the console. */
export function consoleLog(level: LogLevel, write: (line: string) => void = toConsole): Log {
  const least = LOG_LEVELS.indexOf(level)
  const say = (at: LogLevel, event: string, fields: LogFields) => {
    if (LOG_LEVELS.indexOf(at) < least) return
    write(JSON.stringify({ level: at, time: new Date().toISOString(), ...fields, event }))
  }
  return {
    debug: (event, fields) => say('debug', event, plainFields(fields)),
    info: (event, fields) => say('info', event, plainFields(fields)),
    warn: (event, fields) => say('warn', event, plainFields(fields)),
    error: (event, error, fields) => say('error', event, { ...plainFields(fields), ...describeError(error) }),
  }
}

function toConsole(line: string): void {
  // biome-ignore lint/suspicious/noConsole: on the edge it is the log
  console.log(line)
}
