import type { Tx } from '../../../../db/database.ts'
import { mealOrder, stock } from '../../../../db/schema/index.ts'
import { demoContactId } from '../../../../db/seed/people.ts'
import { and, eq, sql } from '../../../../db/sql.ts'
import { TEST_NOW, type TestDatabase } from '../../../../test/database.ts'
import { type Instant, later } from '../../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId } from '../../../core/ids.ts'
import type { JsonObject, OperationCall, Outcome } from '../../../core/operation.ts'
import type { Signal } from '../../signal.ts'
import { mealsTrade } from '../meals-trade.ts'

/** Operations of the meals trade, called as a turn calls them, on a seeded database. */
export function kitchenOf(database: TestDatabase) {
  const told: Signal[] = []
  const trade = mealsTrade({
    vault: database.vault,
    tell: async (_, signal) => {
      told.push(signal)
    },
  })
  let made = 0
  const call = (input: JsonObject, more: Partial<OperationCall> = {}): OperationCall => ({
    input,
    key: `call-${++made}`,
    contact: demoContactId('P013'),
    own: more.contact ?? demoContactId('P013'),
    // Of their own.
    conversation: branded<ConversationId>(more.contact ?? demoContactId('P013')),
    language: 'zh-CN',
    arrivedAt: TEST_NOW,
    ...more,
  })
  const operation = (name: string) => {
    const found = trade.operations.find(one => one.name === name)
    if (!found) throw new Error(`no operation ${name}`)
    return found
  }
  const run = (name: string, calls: readonly OperationCall[]): Promise<readonly Outcome[]> =>
    database.transaction(tx => operation(name).run(tx, calls))
  const one = async (name: string, input: JsonObject, more: Partial<OperationCall> = {}): Promise<Outcome> => {
    const [outcome] = await run(name, [call(input, more)])
    if (!outcome) throw new Error('no outcome')
    return outcome
  }
  return { trade, told, call, run, one }
}

export const person = (code: string): ContactId => demoContactId(code)
export const since = (ms: number): Instant => later(TEST_NOW, ms)

export async function ordersIn(tx: Tx) {
  return tx.select().from(mealOrder).where(sql`${mealOrder.actKey} not like 'seed:%'`).orderBy(mealOrder.number)
}

export async function takenOf(tx: Tx, site: string, date: string, period: string): Promise<Record<string, number>> {
  const rows = await tx
    .select()
    .from(stock)
    .where(and(eq(stock.site, site), eq(stock.date, date), eq(stock.period, period)))
  return Object.fromEntries(rows.filter(row => row.taken > 0).map(row => [`${row.kind}/${row.key}`, row.taken]))
}
