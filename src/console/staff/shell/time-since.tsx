import { useNow } from '../live/server-clock.ts'
import { exactTime, lengthInWords } from '../texts/time-words.ts'
import { type TextKey, useWords } from '../texts/words.tsx'

/** How long ago, in words that stay true; the exact time on hover. */
export function TimeSince({ at, as }: { readonly at: string; readonly as?: TextKey }) {
  const words = useWords()
  const since = Date.parse(at)
  const now = useNow(1_000)
  const length = lengthInWords(words, now - since)
  return (
    <time dateTime={at} title={exactTime(words, at)}>
      {as ? words.t(as, { time: length }) : length}
    </time>
  )
}
