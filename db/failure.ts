// What the database said no with, whichever driver brought it: drizzle wraps the driver's error as its cause.

const DEADLOCK = '40P01'
const LOCK_NOT_AVAILABLE = '55P03'
const UNIQUE_VIOLATION = '23505'
/** A network's refusals, a server that stops, starts, ends a connection or has no room (disk, memory, connections), and postgres.js without one. */
const UNAVAILABLE =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|57P0[1235]|25P0[34]|53[1-3]00|58030|08\w{3}|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT)$/

/** There is no connection, and nothing was sent. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  readonly code = 'CONNECTION_CLOSED'
}

export function isDeadlock(error: unknown): boolean {
  return failureOf(error)?.code === DEADLOCK
}

export function isLockTimeout(error: unknown): boolean {
  return failureOf(error)?.code === LOCK_NOT_AVAILABLE
}

/** The database can't be reached now; the same work may well succeed later. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(failureOf(error)?.code ?? '')
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
    // postgres.js says constraint_name, PGlite constraint.
    if (code !== null) {
      return { code, constraint: textIn(each, 'constraint_name') ?? textIn(each, 'constraint') ?? '' }
    }
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
