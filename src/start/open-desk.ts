import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { sessionTokens } from '../../adapters/web/session-tokens.ts'
import { webChannel } from '../../adapters/web/web-channel.ts'
import type { Database } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { derive } from '../../db/sealing.ts'
import { seed } from '../../db/seed/seed.ts'
import { openVault, type Vault } from '../../db/vault.ts'
import { composeDesk, type Desk } from '../compose.ts'
import { instant } from '../core/civil-time.ts'
import { folder } from '../core/folder.ts'
import type { Log } from '../core/log.ts'
import { createIndicator, type Indicator } from '../desk/indicator.ts'
import type { Waits } from '../desk/ports.ts'
import { createShelf } from '../desk/shelf.ts'
import { createApp } from '../http/app.ts'
import { authWhenUsed } from '../http/auth/auth-when-used.ts'
import { chatRoutes } from '../http/chat.ts'
import { chatLimits } from '../http/chat-limits.ts'
import { nodeAssets } from '../http/node-assets.ts'
import { peerNetwork } from '../http/peer-network.ts'
import { practise } from '../language/practise.ts'
import { createMeasure } from '../log/measure.ts'
import { given, type Settings } from '../settings.ts'
import { keepAccounts } from './channel-accounts.ts'
import { deskTrades } from './desk-trades.ts'
import { httpAddress } from './http-address.ts'
import { openChannels } from './open-channels.ts'
import { openServices } from './open-services.ts'
import { type PooledFetch, pooledFetch } from './pooled-fetch.ts'
import { publishShipped } from './publish-shipped.ts'
import { createPushLoop, type PushLoop } from './push-loop.ts'
import { readChannelsFile } from './read-channels-file.ts'
import { secretKeys } from './secret-keys.ts'
import { type SignIn, seedSignIns } from './sign-ins.ts'
import { type NodeSpool, nodeSpool } from './spool/node-spool.ts'
import { warnOfOpenWechat } from './warn-of-open-wechat.ts'
import { WEB_ACCOUNT } from './web-account.ts'
import { welcomeLines } from './welcome-lines.ts'

export interface OpenDesk {
  readonly app: Hono
  readonly welcome: readonly string[]
  start(): void
  stopStreams(): void
  stop(): Promise<void>
}

export interface DeskBase {
  readonly log: Log
  readonly database: Database
  readonly boot: string
  /** Missing ones are as people need them. */
  readonly waits: Partial<Waits>
}

const HEARTBEAT_MS = 15_000

/** The whole desk on Node, from its settings: migrated and seeded, not yet working. It owns the database from here. */
export async function openDesk(settings: Settings, base: DeskBase): Promise<OpenDesk> {
  const { database } = base
  try {
    await migrate(database)
    const secrets = await secretKeys(settings)
    const vault = await openVault(database, secrets)
    await seed(database, vault, settings.seed, instant(Date.now()))
    const signIns = await seedSignIns(database, settings)
    await publishShipped(database, settings.flowsDir)
    return await furnish({ ...base, settings, vault, operatorKey: derive(secrets.current, 'operator') }, signIns)
  } catch (error) {
    await database.close()
    throw error
  }
}

interface Ground extends DeskBase {
  readonly settings: Settings
  readonly vault: Vault
  readonly operatorKey: Uint8Array
}

async function furnish(ground: Ground, signIns: readonly SignIn[]): Promise<OpenDesk> {
  const { settings, log, database, vault, boot, operatorKey, waits } = ground
  const tokens = sessionTokens([vault.signingKey('web/main')])
  // The stream reads the talk itself when the lane rings for its conversation: nothing is handed over here.
  const channel = webChannel({ account: WEB_ACCOUNT, tokens, publish: () => {} })
  const platforms = pooledFetch()
  const now = () => instant(Date.now())
  const accounts = await readChannelsFile(settings.channelsFile, settings.channels, name => given(process.env, name))
  warnOfOpenWechat(log, accounts)
  const channels = [channel, ...(await openChannels({ database, vault, now, fetch: platforms.fetch }, accounts))]
  await keepAccounts(
    database,
    channels.map(one => one.account),
  )
  const measure = createMeasure(['received', 'refused', 'handled', 'sent', 'failed'], ['turn', 'delivery'])
  const trades = deskTrades(vault, database)
  const shelf = await createShelf(database.db, trades)
  const desk = composeDesk({
    ...{ database, vault, channels, trades, shelf, log, measure, waits },
    ...openServices(settings, platforms.fetch),
    process: boot,
  })
  const publicUrl = settings.publicUrl ?? httpAddress(settings.host, settings.port)
  const stopping = new AbortController()
  const indicator = createIndicator(desk.ports)
  const { ports, receive } = desk
  const push = settings.alarmUrl ? { url: settings.alarmUrl, publicUrl } : null
  // PGlite is part of this process: it is never away.
  const spool =
    database.kind === 'postgres'
      ? nodeSpool({ ports, takeIn: desk.takeIn, dataDir: settings.dataDir, process: boot, push })
      : null
  const app = createApp({
    desk: ports,
    receive,
    takeIn: spool?.takeIn ?? desk.takeIn,
    spooled: spool?.waiting ?? (() => 0),
    beside: () => {},
    indicator,
    trades,
    auth: authWhenUsed(database, { secret: cookieSecret(vault), publicUrl }),
    chat: chatRoutes({
      desk: ports,
      receive,
      channel,
      tokens,
      limits: chatLimits(now),
      peer,
      stopping: stopping.signal,
      heartbeat: HEARTBEAT_MS,
    }),
    assets: await nodeAssets(folder('dist/pages')),
    measure,
    boot,
    publicUrl,
    metricsToken: settings.metricsToken,
    operatorKey,
    peer,
    stopping: stopping.signal,
  })
  const pushLoop = push && createPushLoop(ports, push)
  return {
    app,
    welcome: welcomeLines(publicUrl, signIns),
    ...lifeOf(desk, database, { push: pushLoop, platforms, indicator, spool }, stopping),
  }
}

const peer = (c: Context) => peerNetwork(getConnInfo(c).remote.address ?? '', c.req.header('x-forwarded-for'))

const cookieSecret = (vault: Vault) => Buffer.from(vault.signingKey('staff session')).toString('hex')

interface Beside {
  readonly push: PushLoop | null
  readonly spool: NodeSpool | null
  readonly platforms: PooledFetch
  readonly indicator: Indicator
}

function lifeOf(
  desk: Desk,
  database: Database,
  { push, platforms, indicator, spool }: Beside,
  stopping: AbortController,
): Pick<OpenDesk, 'start' | 'stop' | 'stopStreams'> {
  return {
    start() {
      desk.start()
      push?.start()
      spool?.start()
      // Takes a fifth of a second: better before somebody writes than while they wait.
      setImmediate(() => practise(desk.ports.shelf.reader(), desk.ports.now()))
    },
    stopStreams: () => stopping.abort(),
    async stop() {
      await push?.stop()
      await spool?.stop()
      await desk.stop()
      indicator.stop()
      platforms.close()
      await database.close()
    },
  }
}
