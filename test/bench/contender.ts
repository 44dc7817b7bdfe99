import type { Script } from './crowd/script.ts'
import type { Door } from './crowd/webhook-sender.ts'

/** Options by their numbers, or the same wishes in one's own words. */
export type Row = 'options' | 'free text'

/** A bot at work, in one process or several. */
export interface Bot {
  readonly doors: readonly Door[]
  readonly pids: readonly number[]
  stop(): Promise<void>
}

export interface StartOptions {
  /** Where the platform is called. */
  readonly apiRoot: string
  /** A folder for the profile of its processor time; null: none is taken. */
  readonly profileInto: string | null
}

export interface Contender {
  readonly name: string
  /** Null: not PostgreSQL's. */
  readonly databaseUrl: string | null
  script(row: Row): Script
  /** Whatever must be there before so many more people can talk to it. */
  invite(people: number): Promise<void>
  start(options: StartOptions): Promise<Bot>
  /** The orders in the database against what these people said; it does not run then. */
  judge(firstPerson: number, people: number): Promise<Judged>
}

/** People by what they got. */
export interface Judged {
  readonly right: number
  readonly none: number
  readonly several: number
  readonly wrong: number
}

/** Dishes ordered by each person, as places in the list of three; the nth person wants the nth of them, and so on around. */
export function judged(firstPerson: number, people: number, dishesOf: (person: number) => readonly number[]): Judged {
  const found = { right: 0, none: 0, several: 0, wrong: 0 }
  for (let person = firstPerson; person < firstPerson + people; person++) {
    const dishes = dishesOf(person)
    if (dishes.length === 0) found.none++
    else if (dishes.length > 1) found.several++
    else if (dishes[0] === person % 3) found.right++
    else found.wrong++
  }
  return found
}
