import { useState } from 'react'
import { type ApiFailure, asFailure } from '../live/ask.ts'

export interface Act {
  readonly busy: boolean
  readonly failure: ApiFailure | null
  /** True when it was done. A failure stays until the next try. */
  run(work: () => Promise<unknown>): Promise<boolean>
  forget(): void
}

/** One thing that somebody does: under way, done, or failed in words. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  return {
    busy,
    failure,
    forget: () => setFailure(null),
    async run(work) {
      setBusy(true)
      setFailure(null)
      try {
        await work()
        return true
      } catch (error) {
        setFailure(asFailure(error))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
