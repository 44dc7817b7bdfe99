import type { OpenForReading } from '../core/reading.ts'
import type { Talk, TextRef } from './talk.ts'

/** The open question as the reader may know it. 0 找人 is a command at every step, so it is no option there. */
export function openForReading(talk: Talk, render: (ref: TextRef) => string): OpenForReading | null {
  const { open } = talk
  if (!open) return null
  return {
    expects: open.expects,
    options: open.options
      .filter(option => option.number > 0)
      .map(option => () => [render(option.label), ...option.also]),
    yesNo: open.yesNo,
  }
}
