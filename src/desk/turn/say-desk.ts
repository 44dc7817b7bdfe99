import type { InboundId } from '../../core/ids.ts'
import type { ConverseKit } from '../converse.ts'
import type { Line, Work } from './work.ts'

/** A line in the desk's own words (src/texts). */
export function sayDesk(
  kit: ConverseKit,
  work: Pick<Work, 'person'>,
  key: string,
  answers: InboundId | null,
  params: Record<string, string | number> = {},
): Extract<Line, { from: 'bot' }> {
  const { language, largeType } = work.person
  const text = kit.texts.render({ flow: null, key, params }, { language, largeType })
  return { from: 'bot', body: { text, choices: [], language }, answers, urgent: false, serial: null }
}
