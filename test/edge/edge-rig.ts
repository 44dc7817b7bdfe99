import { seed } from '../../db/seed/seed.ts'
import { startEdge } from '../../src/commands/start-edge.ts'
import { instant } from '../../src/core/civil-time.ts'
import { publish } from '../../src/desk/publish.ts'
import { shippedFlows } from '../../src/start/shipped-flows.ts'
import { TEST_SECRET, testDatabase } from '../database.ts'

/** The real bundle in workerd, on a database that was prepared as the start of a Node process prepares it. */
export async function edgeRig(secrets: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase('postgres')
  if (database.url === null) throw new Error('PostgreSQL has an address')
  await seed(database, database.vault, 'test', instant(Date.now()))
  await database.transaction(tx => publish(tx, shippedFlows(null), 'shipped'))
  const SECRET_KEY = Buffer.from(TEST_SECRET).toString('base64')
  const edge = await startEdge({
    databaseUrl: database.url,
    secrets: { SECRET_KEY, ...secrets },
    port: 0,
    watch: false,
  })
  return {
    ...edge,
    database,
    async close() {
      await edge.stop()
      await database.close()
    },
  }
}
export type EdgeRig = Awaited<ReturnType<typeof edgeRig>>
