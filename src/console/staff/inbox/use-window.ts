import type { HandoffDetail } from '../../../http/api.ts'
import { useNow } from '../live/server-clock.ts'

type Window = HandoffDetail['window']

/** What may still be said, as of now: the time runs out while nobody asks the server. */
export function useWindow(detail: Pick<HandoffDetail, 'window'> | undefined): Window {
  const now = useNow(60_000)
  const window = detail?.window ?? null
  return window?.until && Date.parse(window.until) <= now ? { left: 0, until: null } : window
}
