import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { sessionTokens } from '../../adapters/web/session-tokens.ts'
import { webChannel } from '../../adapters/web/web-channel.ts'
import { migrate } from '../../db/migrate.ts'
import { stock } from '../../db/schema/index.ts'
import { seed } from '../../db/seed/seed.ts'
import { openVault } from '../../db/vault.ts'
import { composeDesk } from '../../src/compose.ts'
import { instant } from '../../src/core/civil-time.ts'
import type { Waits } from '../../src/desk/ports.ts'
import { publish } from '../../src/desk/publish.ts'
import { createShelf } from '../../src/desk/shelf.ts'
import { chatRoutes } from '../../src/http/chat.ts'
import { probeRoutes } from '../../src/http/probes.ts'
import { createMeasure } from '../../src/log/measure.ts'
import { pinoLog } from '../../src/log/pino-log.ts'
import { readSettings } from '../../src/settings.ts'
import { bootId } from '../../src/start/boot-id.ts'
import { openDatabase } from '../../src/start/open-database.ts'
import { secretKeys } from '../../src/start/secret-keys.ts'
import { WEB_ACCOUNT } from '../../src/start/web-account.ts'
import { SHOP_FLOWS } from '../desk/shop-flows.ts'
import { SHOP, shopTrade } from '../desk/shop-trade.ts'

// The real desk as a process, with the test's shop for a trade, in which some words throw and one kills the process.

const PLENTY = 10_000
/** What is to be seen is who is tried and who is not, and not how long somebody waits for it. */
const WAITS: Partial<Waits> = { retry: [200, 600], lastTry: [600, 600], sweepEvery: 200 }

const settings = readSettings(process.env)
const log = pinoLog(settings.logLevel)
const boot = bootId()
const database = await openDatabase(settings, boot)
await migrate(database)
const vault = await openVault(database, await secretKeys(settings))
await seed(database, vault, 'none', instant(Date.now()))
const portions = ['noodle', 'rice'].map(key => ({ ...SHOP, key, capacity: PLENTY }))
await database.db.insert(stock).values(portions).onConflictDoNothing()
const measure = createMeasure(['received', 'handled', 'sent', 'failed'], ['turn', 'delivery'])
const tokens = sessionTokens([vault.signingKey('web/main')])
const channel = webChannel({ account: WEB_ACCOUNT, tokens, publish: () => {} })
const trades = [shopTrade({ kill: () => process.kill(process.pid, 'SIGKILL') })]
await database.transaction(tx => publish(tx, SHOP_FLOWS, 'test'))
const desk = composeDesk({
  database,
  vault,
  channels: [channel],
  trades,
  shelf: await createShelf(database.db, trades),
  log,
  measure,
  process: boot,
  waits: WAITS,
})
const stopping = new AbortController()
const chat = chatRoutes({
  desk: desk.ports,
  receive: desk.receive,
  channel,
  tokens,
  limits: { open() {}, send() {} },
  peer: () => '',
  stopping: stopping.signal,
  heartbeat: 15_000,
})
const app = new Hono()
  .route('/chat', chat)
  .route('/', probeRoutes({ desk: desk.ports, measure, boot, metricsToken: settings.metricsToken, spooled: () => 0 }))
const server = serve({ fetch: app.fetch, hostname: settings.host, port: settings.port }, () => desk.start())
process.once('SIGTERM', async () => {
  stopping.abort()
  await new Promise(done => server.close(done))
  await desk.stop()
  await database.close()
  process.exit(0)
})
