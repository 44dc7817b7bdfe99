import type { RawRequest } from '../../src/core/channel.ts'

export type Push = Omit<RawRequest, 'receivedAt'>

/** How long a silent platform takes to answer, though it took the message: longer than the desk waits for it. */
export const SILENT_MS = 30_000
/** What a throttling platform asks for. */
export const THROTTLED_S = 2

/** What becomes of something that the desk wants to say. `silent` and `reset after`: it is taken, but nobody tells. */
export type Fault =
  | 'throttled'
  | 'server error'
  | 'reset before'
  | 'reset after'
  | 'silent'
  /** This message never; the person can be reached. */
  | 'refused'
  /** Blocked, unfollowed. */
  | 'gone'

/** A platform, and the people who write there. */
export interface Messenger {
  /** Settings of the desk for its account. */
  readonly env: Readonly<Record<string, string>>
  /** The same number is the same person. */
  person(nth: number): Person
  /** What becomes of the next calls that say something, one each. */
  next(...faults: readonly Fault[]): void
  close(): Promise<void>
}

/** Somebody's phone. What the platform sends to the desk when something is done on it is a signed request. */
export interface Person {
  /** The platform's name of them. */
  readonly address: string
  /** The same `id` is sent again as a redelivery. */
  write(text: string, id?: string): Push
  leave(): Push
  comeBack(): Push
  /** All that the desk has said, in order. */
  heard(): string[]
  /** What the desk answered to the platform's request. */
  answered(body: string): void
}
