import type { FinalRows } from './final-rows.ts'

/** Milliseconds since the run began, by a clock that never jumps. */
export type Moment = number

/** One request, and how it was answered; null: not at all. */
export interface Attempt {
  readonly began: Moment
  readonly ended: Moment
  readonly status: number | null
}

/** Something that a resident did, as its platform hands it to the desk: again and again until it is taken. */
export interface SentEvent {
  /** Account and address, as in `telegram/main 5000000001`. */
  readonly who: string
  /** The name under which the desk must know it. */
  readonly key: string
  readonly words: string
  /** Its place among what this person did: the platform's order. */
  readonly place: number
  readonly cry: boolean
  readonly asksForPerson: boolean
  readonly attempts: readonly Attempt[]
}

/** What a platform took of the desk and showed to a person. */
export interface HeardMessage {
  readonly who: string
  /** The whole message as the platform got it. */
  readonly words: string
}

/** A call of ALARM_URL. */
export interface AlarmCall {
  readonly alarm: string
  readonly at: Moment
  readonly taken: boolean
}

/** A command of staff, sent again until the desk said yes or no. */
export interface StaffAct {
  readonly act: 'claim' | 'reply' | 'transfer' | 'close'
  readonly handoff: string
  readonly attempts: readonly Attempt[]
  /** Of a reply. */
  readonly text?: string
}

export interface AppliedFault {
  readonly name: string
  /** What it kept from working: the desk as a whole, or nothing that an alarm needs. */
  readonly hinders: 'desk' | 'alarm address' | 'nothing'
  readonly from: Moment
  readonly until: Moment
}

/** All that happened in one run, and what the database holds at its end. */
export interface History {
  readonly events: readonly SentEvent[]
  readonly heard: readonly HeardMessage[]
  readonly calls: readonly AlarmCall[]
  readonly acts: readonly StaffAct[]
  /** Who read to the end what they were told. A web session whose opening nobody answered has no reader. */
  readonly readers: readonly string[]
  /** Ids of the hand-offs that the console listed as open after the storm. */
  readonly queue: readonly string[]
  /** How many orders each person asked for, where they asked for any. */
  readonly wishes: ReadonlyMap<string, number>
  readonly faults: readonly AppliedFault[]
  /** How many served the same database, each with a spool of its own. */
  readonly processes: number
  /** Keys of what a process took to its own disk for a while, as it told in its log. */
  readonly spooled: ReadonlySet<string>
  /** Exit codes of processes that were asked to end. */
  readonly exits: readonly (number | null)[]
  /** How often a process ended that nobody had asked to. */
  readonly fallen: number
  /** How many tasks shared each processor of this machine, one at least: what a second is worth on it. */
  readonly crowding: number
  readonly rows: FinalRows
}

export interface Invariant {
  /** As in the project's promises. */
  readonly name: string
  /** What breaks it, in words; empty: it holds. */
  check(history: History): readonly string[]
}

const isYes = ({ status }: Attempt) => status !== null && status >= 200 && status < 300

/** When the desk first said that it has it; null: never. */
export function acceptedAt({ attempts }: { readonly attempts: readonly Attempt[] }): Moment | null {
  const taken = attempts.filter(isYes).map(one => one.ended)
  return taken.length > 0 ? Math.min(...taken) : null
}

export function firstSentAt({ attempts }: { readonly attempts: readonly Attempt[] }): Moment {
  return Math.min(...attempts.map(one => one.began))
}
