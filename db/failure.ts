// What the database said no with, whichever driver brought it: drizzle wraps the driver's error as its cause.

const DEADLOCK = '40P01'
const LOCK_NOT_AVAILABLE = '55P03'
const UNIQUE_VIOLATION = '23505'
/** Lost or refused connections by postgres.js and Node, and a server that stops, starts or is full. */
const UNAVAILABLE =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|57P0[123]|25P03|53300|08\w{3})$/

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
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = textIn(at, 'code')
    if (code !== null) {
      return { code, constraint: textIn(at, 'constraint_name') ?? textIn(at, 'constraint') ?? '' }
    }
  }
  return null
}

function textIn(error: Error, field: string): string | null {
  const value: unknown = Reflect.get(error, field)
  return typeof value === 'string' ? value : null
}
