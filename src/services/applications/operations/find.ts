import * as z from 'zod'
import { applicationLookupKey } from '../../../../db/application-lookup.ts'
import { applicationCase } from '../../../../db/schema/index.ts'
import { inArray } from '../../../../db/sql.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { countTries, tryKey } from '../../tries.ts'
import { caseOutput, describeCase } from '../case-output.ts'
import { loadApplicationBook } from '../data/application-book.ts'
import { openCaseFiles } from '../data/case-files.ts'
import { readApplicationNumber } from '../rules/application-number.ts'

/**
 * A case by its number and the last four of the applicant's ID number. Number and ID are one keyed hash: a wrong number,
 * a wrong ID and a case of somebody else are the same miss, after the same work.
 */
export const findOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'applications.find',
    rank: 12,
    // Tries are counted under a lock for each number.
    reserves: true,
    input: z.object({ number: z.string(), last4: z.string() }),
    outcomes: { found: z.object({ case: caseOutput }), not_found: z.object({}), too_many: z.object({}) },
    async run(tx, calls) {
      const asked = calls.map(call => {
        const number = readApplicationNumber(call.input.number)
        return { call, number, key: applicationLookupKey(ports.vault, number, lastFour(call.input.last4)) }
      })
      const may = await countTries(
        tx,
        asked.map(({ call, number }) => ({ keys: triedWith(ports, call.conversation, number), at: call.arrivedAt })),
      )
      const keys = asked.filter((_, i) => may[i]).map(one => one.key)
      const cases =
        keys.length === 0 ? [] : await tx.select().from(applicationCase).where(inArray(applicationCase.lookup, keys))
      const files = new Map((await openCaseFiles(ports.vault, tx, cases)).map(file => [file.lookup, file]))
      const book = files.size === 0 ? null : await loadApplicationBook(tx)
      return asked.map(({ call, key }, i): Outcome => {
        if (!may[i]) return { name: 'too_many', output: {} }
        const file = files.get(key)
        if (!file || !book) return { name: 'not_found', output: {} }
        const told = describeCase(book, file, { language: call.language, now: call.arrivedAt })
        return { name: 'found', output: { case: told } }
      })
    },
  })

function triedWith({ vault }: TradePorts, conversation: string, number: string): readonly string[] {
  return [tryKey(vault, 'application.try.conversation', conversation), tryKey(vault, 'application.try.number', number)]
}

/** Of a whole ID number too. */
function lastFour(said: string): string {
  return said.normalize('NFKC').replace(/\s/g, '').toUpperCase().slice(-4)
}
