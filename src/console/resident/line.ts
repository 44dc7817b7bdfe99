import type { ChatMessage } from '../../http/chat-message.ts'
import type { Outgoing } from './sending.ts'

/** One line of the talk: what the desk has, or what is still on its way to it. */
export type Line =
  | { readonly kind: 'said'; readonly id: string; readonly message: ChatMessage }
  | { readonly kind: 'going'; readonly id: string; readonly item: Outgoing }

export const isResident = (line: Line) => line.kind === 'going' || line.message.from === 'resident'
/** Said, or going to be: what the desk refused was never said. */
const wasSaid = (line: Line) => line.kind === 'said' || line.item.state !== 'refused'
/** In the resident's own words; null: somebody else's line, or nothing that was said. */
export const ownText = (line: Line) =>
  isResident(line) && wasSaid(line) ? (line.kind === 'going' ? line.item.text : line.message.text) : null
export const authorOf = (line: Line) => (line.kind === 'going' ? 'resident' : line.message.from)
export const timeOf = (line: Line) => (line.kind === 'going' ? line.item.at : Date.parse(line.message.at))

/** The question that waits for an answer: the last one with choices, if the resident has said nothing since. */
export function openQuestion(lines: readonly Line[]): string | null {
  for (const line of [...lines].reverse()) {
    if (isResident(line) && wasSaid(line)) return null
    if (line.kind === 'said' && line.message.choices) return line.id
  }
  return null
}

/** What the desk said last, since the resident's own last line. */
export function lastSaid(lines: readonly Line[]): readonly ChatMessage[] {
  const said: ChatMessage[] = []
  for (const line of [...lines].reverse()) {
    if (line.kind === 'going' || line.message.from === 'resident') {
      if (said.length > 0) break
    } else said.unshift(line.message)
  }
  return said
}

/** Where the desk's answer to the resident's last line begins; null: there is none yet. */
export function newestFromDesk(lines: readonly Line[]): string | null {
  const own = lines.map(isResident).lastIndexOf(true)
  return lines[own + 1]?.id ?? null
}

const SAME_BREATH = 10 * 60_000

/** Who speaks is written where it changes, or after a while. */
export function needsName(line: Line, before: Line | undefined): boolean {
  return !before || authorOf(before) !== authorOf(line) || timeOf(line) - timeOf(before) > SAME_BREATH
}
