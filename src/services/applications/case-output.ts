import * as z from 'zod'
import type { Instant } from '../../core/civil-time.ts'
import type { Language } from '../../core/language.ts'
import { phrase } from '../phrase.ts'
import type { ApplicationBook } from './data/application-book.ts'
import type { CaseFile } from './data/case-files.ts'
import { sayApplicationNumber } from './rules/application-number.ts'
import { tellCase } from './tell-case.ts'

const words = z.string()
/** How a case stands, ready to be said: `second` and `third` are bubbles that may be missing. */
export const caseOutput = z.object({
  number: words,
  type: words,
  label: words,
  first: words,
  second: words.nullable(),
  third: words.nullable(),
  late: z.boolean(),
})
export type CaseOutput = z.infer<typeof caseOutput>

/** `whose`: the elder's name where it is not one's own. */
export function describeCase(
  book: ApplicationBook,
  file: CaseFile,
  to: { readonly language: Language; readonly now: Instant; readonly whose?: string | undefined },
): CaseOutput {
  const { language, now, whose } = to
  const type = book.typeName(file.type, language)
  const status = book.say('status', file.status, language)
  const { bubbles, late } = tellCase(book, file, language, now)
  const [first = status, second = null, third = null] = bubbles
  const label =
    whose === undefined
      ? phrase(language, 'application_label', { type, status })
      : phrase(language, 'application_label_of', { name: whose, type, status })
  return { number: sayApplicationNumber(file.number), type, label, first, second, third, late }
}
