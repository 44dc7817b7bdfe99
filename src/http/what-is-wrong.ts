import type { ZodError } from 'zod'

/** Names the fields and what they should be, never what was sent. */
export function whatIsWrong(error: ZodError): string {
  const lines = error.issues.slice(0, 5).map(issue => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  return lines.join('; ')
}
