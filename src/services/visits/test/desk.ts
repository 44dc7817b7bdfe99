import type { Tx } from '../../../../db/database.ts'
import { visitPlace, visitRequest } from '../../../../db/schema/index.ts'
import { demoContactId } from '../../../../db/seed/people.ts'
import { TEST_NOW, type TestDatabase } from '../../../../test/database.ts'
import { branded, type ContactId, type ConversationId } from '../../../core/ids.ts'
import type { JsonObject, OperationCall, Outcome } from '../../../core/operation.ts'
import type { Signal } from '../../signal.ts'
import { visitsTrade } from '../visits-trade.ts'

/** Operations of the visits trade, called as a turn calls them, on a seeded database. */
export function visitsOf(database: TestDatabase) {
  const told: Signal[] = []
  const trade = visitsTrade({ vault: database.vault, tell: async (_, signal) => void told.push(signal) })
  let made = 0
  const call = (input: JsonObject, more: Partial<OperationCall> = {}): OperationCall => ({
    input,
    key: `call-${++made}`,
    contact: demoContactId('P001'),
    own: more.contact ?? demoContactId('P001'),
    // Of their own.
    conversation: branded<ConversationId>(more.contact ?? demoContactId('P001')),
    language: 'zh-CN',
    arrivedAt: TEST_NOW,
    ...more,
  })
  const operation = (name: string) => {
    const found = trade.operations.find(one => one.name === name)
    if (!found) throw new Error(`no operation ${name}`)
    return found
  }
  const run = async (name: string, calls: readonly OperationCall[], tx?: Tx): Promise<readonly Outcome[]> => {
    const found = operation(name)
    const outcomes = await (tx ? found.run(tx, calls) : database.transaction(inner => found.run(inner, calls)))
    for (const outcome of outcomes) found.outcomes[outcome.name]?.parse(outcome.output)
    return outcomes
  }
  const one = async (name: string, input: JsonObject, more: Partial<OperationCall> = {}): Promise<Outcome> => {
    const [outcome] = await run(name, [call(input, more)])
    if (!outcome) throw new Error('no outcome')
    return outcome
  }
  return { trade, told, call, run, one }
}

export const person = (code: string): ContactId => demoContactId(code)

/** `VO1|410105006|2026-11-25|morning` → taken. */
export async function takenIn(tx: Tx): Promise<Record<string, number>> {
  const rows = await tx.select().from(visitPlace)
  const taken = rows.filter(row => row.taken !== 0)
  return Object.fromEntries(taken.map(row => [`${row.offer}|${row.street}|${row.date}|${row.halfDay}`, row.taken]))
}

export async function visitsIn(tx: Tx) {
  return tx.select().from(visitRequest).orderBy(visitRequest.number)
}
