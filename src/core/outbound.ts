import type { Instant } from './civil-time.ts'
import type { AttachmentId, InboundId, MessageId } from './ids.ts'
import type { Language } from './language.ts'

export interface Choice {
  /** `serial.index`, good only while its question is open. At most 16 bytes. */
  readonly token: string
  /** What is said to choose it: 1, 2, 3 …, and 0 for a person. */
  readonly number: number
  readonly label: string
}

/** A receipt or status card: facts in lines. Adapters with no cards print the lines. */
export interface Card {
  readonly title: string
  readonly lines: readonly { readonly name: string; readonly value: string }[]
  /** A receipt that can be taken back until then: where a screen can, 撤销 stands on it as long. */
  readonly undoUntil?: Instant
}

/** What the open question asks for, where a platform has a control of its own for it. */
export const EXPECTED = ['date', 'location', 'phone', 'photo'] as const
export type Expected = (typeof EXPECTED)[number]

/** The neutral message: immutable, kept as evidence; an adapter only maps it to platform calls. */
export interface OutboundBody {
  readonly text: string
  readonly choices: readonly Choice[]
  readonly expects?: Expected
  readonly card?: Card
  readonly media?: readonly { readonly attachment: AttachmentId; readonly type: string }[]
  readonly language: Language
}

/** All that was said: where cards can't be drawn their lines follow the text, so that nobody misses anything. */
export function inWords({ text, card }: { readonly text: string; readonly card?: Card | null }): string {
  const lines = card ? [card.title, ...card.lines.map(line => `${line.name} ${line.value}`)] : []
  return [text, ...lines].filter(Boolean).join('\n')
}

export interface OutboundMessage {
  readonly id: MessageId
  readonly author: 'bot' | 'staff'
  readonly body: OutboundBody
  /** The inbound event that it answers, where there is one (reply tokens, passive replies). */
  readonly answers: InboundId | null
}
