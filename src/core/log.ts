/** Values of a log line: ids, kinds, counts and times. Never a text, name, phone, address, ID number or secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** Only the error's name, code and stack frames are written: a message may quote data. */
  error(event: string, error: unknown, fields?: LogFields): void
}
