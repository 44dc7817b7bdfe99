// What the database said no with, whichever driver brought it: drizzle wraps the driver's error as its cause.

const DEADLOCK = '40P01'
const LOCK_NOT_AVAILABLE = '55P03'
const UNIQUE_VIOLATION = '23505'
/** A network's refusals, and a server that stops, starts, is full or ends a connection. */
const UNAVAILABLE =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|57P0[1235]|25P0[34]|53300|08\w{3})$/
/** node-postgres gives these no code. */
const LOST =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/

export function isDeadlock(error: unknown): boolean {
  return failureOf(error)?.code === DEADLOCK
}

export function isLockTimeout(error: unknown): boolean {
  return failureOf(error)?.code === LOCK_NOT_AVAILABLE
}

/** The database can't be reached now; the same work may well succeed later. */
export function isUnavailable(error: unknown): boolean {
  const failure = failureOf(error)
  if (failure) return UNAVAILABLE.test(failure.code)
  return errorsOf(error).some(each => LOST.test(each.message))
}

/** The name of the constraint that a new row broke, or null for any other error. */
export function uniqueViolation(error: unknown): string | null {
  const failure = failureOf(error)
  if (failure?.code !== UNIQUE_VIOLATION) return null
  return failure.constraint
}

function failureOf(error: unknown): { code: string; constraint: string } | null {
  for (const each of errorsOf(error)) {
    const code = textIn(each, 'code')
    if (code !== null) return { code, constraint: textIn(each, 'constraint') ?? '' }
  }
  return null
}

/** The error and its causes, outermost first. */
function errorsOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...errorsOf(error.cause)] : []
}

function textIn(error: Error, field: string): string | null {
  const value: unknown = Reflect.get(error, field)
  return typeof value === 'string' ? value : null
}
