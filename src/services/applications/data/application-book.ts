import type { Tx } from '../../../../db/database.ts'
import { applicationType, applicationWord, calendarYear } from '../../../../db/schema/index.ts'
import { inLanguage, type Language, type Localised } from '../../../core/language.ts'
import { type WorkCalendar, workCalendar } from '../../../core/work-calendar.ts'
import { type Process, processSchema } from '../rules/process.ts'

type WordKind = 'status' | 'appeal' | 'document' | 'actor' | 'reason' | 'stop' | 'told'
export interface Word {
  readonly name: Localised
  readonly data: Readonly<Record<string, unknown>>
}

/** Kinds of assistance, their words and the calendar: what a case is judged and told by. */
export interface ApplicationBook {
  readonly calendar: WorkCalendar
  process(type: string): Process
  typeName(type: string, language: Language): string
  word(kind: WordKind, code: string): Word | undefined
  /** The word itself, or the code of one that an operator took away. */
  say(kind: WordKind, code: string, language: Language): string
}

export async function loadApplicationBook(tx: Tx): Promise<ApplicationBook> {
  const types = new Map((await tx.select().from(applicationType)).map(row => [row.code, row]))
  const words = new Map<string, Word>(
    (await tx.select().from(applicationWord)).map(row => [`${row.kind} ${row.code}`, row]),
  )
  const calendar = workCalendar(await tx.select().from(calendarYear))
  const processes = new Map<string, Process>()
  const typeOf = (code: string) => {
    const found = types.get(code)
    if (!found) throw new Error(`no kind of assistance ${code}`)
    return found
  }
  const word = (kind: WordKind, code: string) => words.get(`${kind} ${code}`)
  return {
    calendar,
    process(code) {
      const process = processes.get(code) ?? processSchema.parse(typeOf(code).process)
      processes.set(code, process)
      return process
    },
    typeName: (code, language) => inLanguage(typeOf(code).name, language),
    word,
    say(kind, code, language) {
      const found = word(kind, code)
      return found ? inLanguage(found.name, language) : code
    },
  }
}
