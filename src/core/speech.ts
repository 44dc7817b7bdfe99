import type { Language } from './language.ts'

/** A recording: its bytes, its media type by its content, and a file's name that says so too. */
export interface Recording {
  readonly bytes: Uint8Array
  readonly type: string
  readonly name: string
}

/** Why a service beside us made nothing of what it was asked. `detail`: its code, no text of anybody's. */
export type NoHelp =
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** It will never take this one, or its settings are wrong. */
  | { readonly kind: 'refused'; readonly detail: string }

export type Heard = { readonly kind: 'heard'; readonly text: string } | NoHelp

/** Writes down what was said. `language` is a hint. */
export interface Speech {
  transcribe(recording: Recording, language: Language, signal: AbortSignal): Promise<Heard>
}
