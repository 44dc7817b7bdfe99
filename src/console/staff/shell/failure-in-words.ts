import type { ApiFailure } from '../live/ask.ts'
import { isTextKey, type Words } from '../texts/words.tsx'

/** What happened, what is safe and what to do next. */
export function failureInWords({ t }: Words, failure: ApiFailure): string {
  const key = `failure.${failure.code}`
  if (isTextKey(key)) return t(key)
  return t(failure.status >= 500 ? 'failure.internal' : 'failure.bad_request')
}
