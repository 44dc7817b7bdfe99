import { demoContactId } from '../../../../db/seed/people.ts'
import { TEST_NOW, type TestDatabase } from '../../../../test/database.ts'
import { branded, type ConversationId, newId } from '../../../core/ids.ts'
import type { JsonObject, OperationCall, Outcome } from '../../../core/operation.ts'
import type { TradePorts } from '../../ports.ts'
import { applicationsTrade } from '../applications-trade.ts'

/** Operations of the applications trade, called as a turn calls them, on a seeded database. */
export function officeOf(database: TestDatabase) {
  const told: Parameters<TradePorts['tell']>[1][] = []
  const trade = applicationsTrade({ vault: database.vault, tell: async (_, signal) => void told.push(signal) })
  const call = (input: JsonObject, more: Partial<OperationCall> = {}): OperationCall => ({
    input,
    key: newId<ConversationId>(),
    contact: demoContactId('P013'),
    own: more.contact ?? demoContactId('P013'),
    conversation: branded<ConversationId>(newId<ConversationId>()),
    language: 'zh-CN',
    arrivedAt: TEST_NOW,
    ...more,
  })
  const operation = (name: string) => {
    const found = trade.operations.find(one => one.name === name)
    if (!found) throw new Error(`no operation ${name}`)
    return found
  }
  const one = async (name: string, input: JsonObject, more: Partial<OperationCall> = {}): Promise<Outcome> => {
    const [outcome] = await database.transaction(tx => operation(name).run(tx, [call(input, more)]))
    if (!outcome) throw new Error('no outcome')
    operation(name).outcomes[outcome.name]?.parse(outcome.output)
    return outcome
  }
  return { trade, told, call, operation, one }
}
