import type { Danger } from '../core/alarm.ts'
import type { Instant } from '../core/civil-time.ts'
import type { Language } from '../core/language.ts'
import type { OpenForReading, Reading } from '../core/reading.ts'

export interface ReadContext {
  readonly language: Language
  /** Arrival: "tomorrow" counts from here. */
  readonly now: Instant
  readonly open: OpenForReading | null
}

/** Made once per catalogue; pure and synchronous. */
export interface Reader {
  /** The whole reading order; an exact option of the open question returns at once, with only danger scanned before. */
  read(text: string, context: ReadContext): Reading
  /** The safety scan alone: a few microseconds, and a reading of a message that leaves it in doubt. It needs no state. */
  danger(text: string): Danger | null
}
