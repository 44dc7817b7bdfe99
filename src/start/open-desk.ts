import { existsSync } from 'node:fs'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Hono } from 'hono'
import { sessionTokens } from '../../adapters/web/session-tokens.ts'
import { webChannel } from '../../adapters/web/web-channel.ts'
import type { Database } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { openPglite } from '../../db/open-pglite.ts'
import { openPostgres } from '../../db/open-postgres.ts'
import { channelAccount } from '../../db/schema/index.ts'
import { seed } from '../../db/seed/seed.ts'
import { openVault, type Vault } from '../../db/vault.ts'
import { loadFlows } from '../commands/load-flows.ts'
import { composeDesk, type Desk } from '../compose.ts'
import type { ChannelAccount } from '../core/channel.ts'
import { instant } from '../core/civil-time.ts'
import { SettingError } from '../core/errors.ts'
import { type AccountId, branded } from '../core/ids.ts'
import type { Log } from '../core/log.ts'
import { tell } from '../desk/tell.ts'
import { bootId } from '../desk/turn/create-turn.ts'
import { createApp } from '../http/app.ts'
import { createStaffAuth } from '../http/auth/staff-auth.ts'
import { chatRoutes } from '../http/chat.ts'
import { nodeAssets } from '../http/node-assets.ts'
import { createMeasure } from '../log/measure.ts'
import type { Settings } from '../settings.ts'
import { createTrades, specsOfTrades } from '../trades.ts'
import { httpAddress } from './http-address.ts'
import { createPushLoop, type PushLoop } from './push-loop.ts'
import { secretKeys } from './secret-keys.ts'
import { seedSignIns } from './sign-ins.ts'
import { welcomeLines } from './welcome-lines.ts'

export interface OpenDesk {
  readonly app: Hono
  readonly welcome: readonly string[]
  start(): void
  stopStreams(): void
  stop(): Promise<void>
}

const folder = (name: string) => new URL(`../../${name}`, import.meta.url).pathname
const HEARTBEAT_MS = 15_000
/** The page is ours: its rate is bounded by what readers can take, not by a platform. */
const WEB: ChannelAccount = {
  id: branded<AccountId>('web/main'),
  kind: 'web',
  perSecond: 1_000,
  perChatPerSecond: 50,
  burst: 1_000,
}

/** The whole desk on Node, from its settings: opened, migrated and seeded, not yet working. */
export async function openDesk(settings: Settings, log: Log): Promise<OpenDesk> {
  if (!existsSync(folder('dist/index.html'))) throw new SettingError('The pages are not built. Run: npm run build')
  for (const name of settings.unused) log.warn('start.setting_unused', { name })
  const process = bootId()
  const database = settings.databaseUrl
    ? await openPostgres(settings.databaseUrl, { process })
    : await openPglite(settings.dataDir)
  try {
    return await furnish(settings, log, database, process)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function furnish(settings: Settings, log: Log, database: Database, process: string): Promise<OpenDesk> {
  await migrate(database)
  const vault = await openVault(database, await secretKeys(settings))
  await seed(database, vault, settings.seed, instant(Date.now()))
  const signIns = await seedSignIns(database, settings)
  await database.db
    .insert(channelAccount)
    .values({ ...WEB })
    .onConflictDoNothing()
  const measure = createMeasure(['received', 'handled', 'sent', 'failed'], ['turn', 'delivery'])
  const tokens = sessionTokens([vault.signingKey('web/main')])
  const publicUrl = settings.publicUrl ?? httpAddress(settings.host, settings.port)
  const { operations, lists } = specsOfTrades()
  const folders = [folder('flows'), ...(settings.flowsDir ? [settings.flowsDir] : [])]
  // The stream reads the talk itself when the lane rings for its conversation: nothing is handed over here.
  const channel = webChannel({ account: WEB, tokens, publish: () => {} })
  const trades = createTrades({
    vault,
    tell: (tx, { conversation, key, name, data }) =>
      tell({ vault, database, now: () => instant(Date.now()) }, tx, [
        { conversation, key, content: { kind: 'signal', name, data } },
      ]),
  })
  const flows = loadFlows(folders, operations, lists)
  const desk = await composeDesk({ database, vault, channels: [channel], trades, flows, log, measure, process })
  const stopping = new AbortController()
  const app = createApp({
    desk: desk.ports,
    receive: desk.receive,
    trades,
    auth: createStaffAuth(database, { secret: cookieSecret(vault), publicUrl }),
    chat: chatRoutes({
      desk: desk.ports,
      receive: desk.receive,
      channel,
      tokens,
      stopping: stopping.signal,
      heartbeat: HEARTBEAT_MS,
    }),
    assets: await nodeAssets(folder('dist')),
    measure,
    boot: process,
    publicUrl,
    metricsToken: settings.metricsToken,
    peer: c => getConnInfo(c).remote.address ?? '',
    stopping: stopping.signal,
  })
  const push = settings.alarmUrl ? createPushLoop(desk.ports, { url: settings.alarmUrl, publicUrl }) : null
  return { app, welcome: welcomeLines(publicUrl, signIns), ...lifeOf(desk, database, push, stopping) }
}

const cookieSecret = (vault: Vault) => Buffer.from(vault.signingKey('staff session')).toString('hex')

function lifeOf(
  desk: Desk,
  database: Database,
  push: PushLoop | null,
  stopping: AbortController,
): Pick<OpenDesk, 'start' | 'stop' | 'stopStreams'> {
  return {
    start() {
      desk.start()
      push?.start()
    },
    stopStreams: () => stopping.abort(),
    async stop() {
      await push?.stop()
      await desk.stop()
      await database.close()
    },
  }
}
