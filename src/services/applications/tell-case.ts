import * as z from 'zod'
import { type CivilDate, type Instant, midnight, parseCivilDate } from '../../core/civil-time.ts'
import { inLanguage, type Language } from '../../core/language.ts'
import { yuan } from '../../core/money.ts'
import { listed, phrase } from '../phrase.ts'
import { sayDay } from '../say-when.ts'
import { deadlineBy, isOverdue } from './case-deadline.ts'
import type { ApplicationBook, Word } from './data/application-book.ts'
import type { CaseFile } from './data/case-files.ts'
import { type Deadline, deadlineOf, isLate } from './rules/deadline.ts'
import { type Limit, limitOf, limitSchema } from './rules/process.ts'
import { sayBy } from './say-by.ts'

const MOST_BUBBLES = 3
const MOST_PAPERS = 2

/** By which limits a status may promise something, the first that runs; `date` is the day one of them ends. */
const toldData = z.object({
  by: z.array(z.string()).optional(),
  date: z.string().optional(),
  limit: limitSchema.optional(),
})

export interface Told {
  /** One to three, short. */
  readonly bubbles: readonly string[]
  /** The office let its limit pass. */
  readonly late: boolean
}

/** How a case stands, in the words of the one who asks. */
export function tellCase(book: ApplicationBook, file: CaseFile, language: Language, now: Instant): Told {
  const teller = new Teller(book, file, language, now)
  if (teller.late) {
    const stands = phrase(language, 'application_stands', { status: book.say('status', file.status, language) })
    return { bubbles: [stands, phrase(language, 'application_late')], late: true }
  }
  const own = teller.status(file.status)
  const appeal = file.decision?.appeal
  const bubbles = appeal ? [...own.slice(0, 1), ...teller.status(appeal.status)] : [...own, ...teller.stop()]
  return { bubbles: bubbles.slice(0, MOST_BUBBLES), late: false }
}

class Teller {
  readonly late: boolean
  readonly #book: ApplicationBook
  readonly #file: CaseFile
  readonly #language: Language
  readonly #now: Instant

  constructor(book: ApplicationBook, file: CaseFile, language: Language, now: Instant) {
    this.#book = book
    this.#file = file
    this.#language = language
    this.#now = now
    const promised = this.#promise(book.word('told', file.status))
    const byApplicant = file.next === null || file.next.who === 'applicant'
    this.late = isOverdue(book, file, now) || (!byApplicant && promised !== null && isLate(promised, now))
  }

  /** The text for this kind of assistance, or without what is not on file. */
  status(code: string): readonly string[] {
    const kind = this.#book.process(this.#file.type).kind
    for (const key of [`${code}.${kind}`, code, `${code}.plain`]) {
      const word = this.#book.word('told', key)
      const told = word && this.#filled(word)
      if (told) return told.split('\n').map(bubble => this.#withPapers(bubble))
    }
    const status = this.#book.say('status', code, this.#language)
    return [phrase(this.#language, 'application_stands', { status })]
  }

  /** Why days do not count now. */
  stop(): readonly string[] {
    const open = this.#file.stops.find(stop => stop.until === undefined)
    if (!open) return []
    return [
      phrase(this.#language, 'application_stopped', { reason: this.#book.say('stop', open.reason, this.#language) }),
    ]
  }

  /** null: something it needs is not on file. */
  #filled(word: Word): string | null {
    let whole = true
    const text = inLanguage(word.name, this.#language).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = this.#value(name, word)
      if (value === null) whole = false
      return value ?? ''
    })
    return whole ? text : null
  }

  #value(name: string, word: Word): string | null {
    const { decision } = this.#file
    switch (name) {
      case 'by':
        return this.#by(word)
      case 'date':
        return this.#date(word)
      case 'papers':
        return this.#papers()
      case 'reason':
        return this.#reasons()
      case 'amount':
        return decision ? this.#amount(decision.amountFen, decision.per) : null
      case 'paid':
        return decision?.payment ? yuan(decision.payment.amountFen) : null
      case 'last4':
        return decision?.payment?.last4 ?? null
      default:
        return null
    }
  }

  #by(word: Word): string {
    const deadline = this.#promise(word)
    if (deadline && this.#file.next?.who === 'applicant' && isLate(deadline, this.#now)) {
      return phrase(this.#language, 'application_by_soon')
    }
    return sayBy(deadline ?? { kind: 'open' }, this.#now, this.#language)
  }

  /** What the text may promise: by the first of its limits whose clock has begun. */
  #promise(word: Word | undefined): Deadline | null {
    if (!word) return null
    const { by = [], limit } = toldData.parse(word.data)
    if (limit) return this.#appealDeadline(limit)
    const process = this.#book.process(this.#file.type)
    const found = by
      .flatMap(id => limitOf(process, id) ?? [])
      .map(one => deadlineBy(this.#book, this.#file, one))
      .find(one => one.kind !== 'open')
    return found ?? null
  }

  #appealDeadline(limit: Limit): Deadline {
    const from = dayOf(this.#file.decision?.appeal?.on)
    return deadlineOf(limit, from && midnight(from), this.#book.calendar)
  }

  #date(word: Word): string | null {
    const paid = dayOf(this.#file.decision?.payment?.on)
    const { date } = toldData.parse(word.data)
    const limit = date === undefined ? undefined : limitOf(this.#book.process(this.#file.type), date)
    const deadline = limit && deadlineBy(this.#book, this.#file, limit)
    const day = deadline?.kind === 'day' ? deadline.date : paid
    return day && sayDay(day, this.#now, this.#language)
  }

  #papers(): string | null {
    const { papers } = this.#file
    if (papers.length === 0) return null
    if (papers.length > MOST_PAPERS) return phrase(this.#language, 'application_papers', { count: papers.length })
    return listed(this.#language, this.#paperNames())
  }

  #paperNames(): readonly string[] {
    return this.#file.papers.map(code => this.#book.say('document', code, this.#language))
  }

  /** More than two are lines below the sentence that counts them. */
  #withPapers(bubble: string): string {
    const count = phrase(this.#language, 'application_papers', { count: this.#file.papers.length })
    if (this.#file.papers.length <= MOST_PAPERS || !bubble.includes(count)) return bubble
    return [bubble, ...this.#paperNames().map((name, i) => `${i + 1}. ${name}`)].join('\n')
  }

  #reasons(): string | null {
    const reasons = this.#file.decision?.reasons ?? []
    if (reasons.length === 0) return null
    return listed(
      this.#language,
      reasons.map(code => this.#book.say('reason', code, this.#language)),
    )
  }

  #amount(fen: number | null, per: 'month' | 'once' | null): string | null {
    if (fen === null) return null
    const key = per === 'month' ? 'application_each_month' : 'application_once'
    return phrase(this.#language, key, { amount: yuan(fen) })
  }
}

const dayOf = (text: string | undefined): CivilDate | null => (text === undefined ? null : parseCivilDate(text))
