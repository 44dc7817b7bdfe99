import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { sessionTokens } from '../../adapters/web/session-tokens.ts'
import { webChannel } from '../../adapters/web/web-channel.ts'
import { migrate } from '../../db/migrate.ts'
import { openPglite } from '../../db/open-pglite.ts'
import { openPostgres } from '../../db/open-postgres.ts'
import { stock } from '../../db/schema/index.ts'
import { seed } from '../../db/seed/seed.ts'
import { openVault } from '../../db/vault.ts'
import { composeDesk } from '../../src/compose.ts'
import type { ChannelAccount } from '../../src/core/channel.ts'
import { instant } from '../../src/core/civil-time.ts'
import { type AccountId, branded } from '../../src/core/ids.ts'
import { bootId } from '../../src/desk/turn/create-turn.ts'
import { chatRoutes } from '../../src/http/chat.ts'
import { probeRoutes } from '../../src/http/probes.ts'
import { createMeasure } from '../../src/log/measure.ts'
import { pinoLog } from '../../src/log/pino-log.ts'
import { readSettings } from '../../src/settings.ts'
import { secretKeys } from '../../src/start/secret-keys.ts'
import { SHOP_FLOWS } from '../desk/shop-flows.ts'
import { SHOP, shopTrade } from '../desk/shop-trade.ts'

// The real desk as a process, with the test's shop for a trade, in which some words throw and one kills the process.

const WEB: ChannelAccount = {
  id: branded<AccountId>('web/main'),
  kind: 'web',
  perSecond: 1_000,
  perChatPerSecond: 50,
  burst: 1_000,
}
const PLENTY = 10_000

const settings = readSettings(process.env)
const log = pinoLog(settings.logLevel)
const boot = bootId()
const database = settings.databaseUrl
  ? await openPostgres(settings.databaseUrl, { process: boot })
  : await openPglite(settings.dataDir)
await migrate(database)
const vault = await openVault(database, await secretKeys(settings))
await seed(database, vault, 'none', instant(Date.now()))
const shelf = ['noodle', 'rice'].map(key => ({ ...SHOP, key, capacity: PLENTY }))
await database.db.insert(stock).values(shelf).onConflictDoNothing()
const measure = createMeasure(['received', 'handled', 'sent', 'failed'], ['turn', 'delivery'])
const tokens = sessionTokens([vault.signingKey('web/main')])
const channel = webChannel({ account: WEB, tokens, publish: () => {} })
const desk = await composeDesk({
  database,
  vault,
  channels: [channel],
  trades: [shopTrade({ kill: () => process.kill(process.pid, 'SIGKILL') })],
  flows: SHOP_FLOWS,
  log,
  measure,
  process: boot,
})
const stopping = new AbortController()
const chat = chatRoutes({
  desk: desk.ports,
  receive: desk.receive,
  channel,
  tokens,
  stopping: stopping.signal,
  heartbeat: 15_000,
})
const app = new Hono()
  .route('/chat', chat)
  .route('/', probeRoutes({ desk: desk.ports, measure, boot, metricsToken: settings.metricsToken }))
const server = serve({ fetch: app.fetch, hostname: settings.host, port: settings.port }, () => desk.start())
process.once('SIGTERM', async () => {
  stopping.abort()
  await new Promise(done => server.close(done))
  await desk.stop()
  await database.close()
  process.exit(0)
})
