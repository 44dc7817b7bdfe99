/**
 * Errors by who must act. A bug throws a plain Error. A caller's mistake is a CallerError, mapped to a status in one
 * place (src/http). A resident's mistake is a sentence, never an error. An outside failure is a value on its row.
 */
export const CALLER_CODES = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  wrong_type: 415,
  too_many: 429,
  unavailable: 503,
} as const
export type CallerCode = keyof typeof CALLER_CODES

export class CallerError extends Error {
  override readonly name = 'CallerError'
  readonly code: CallerCode
  /** Seconds after which asking again may help; null: nothing is known of it. */
  readonly retryAfter: number | null
  /** `message` is for the caller's engineer: no personal data in it. */
  constructor(code: CallerCode, message: string, options?: ErrorOptions & { readonly retryAfter?: number }) {
    super(message, options)
    this.code = code
    this.retryAfter = options?.retryAfter ?? null
  }
}

/** A setting that stops the start: the message says which, why and the cure in one line. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}
