import type { Database, Tx } from '../../db/database.ts'
import { ringingBell } from '../../db/open-edge.ts'
import { openVault, type Vault } from '../../db/vault.ts'
import { instant } from '../core/civil-time.ts'
import { SettingError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Trade } from '../core/trade.ts'
import { createShelf, type Shelf } from '../desk/shelf.ts'
import { chatLimits } from '../http/chat-limits.ts'
import { consoleLog } from '../log/console-log.ts'
import { createMeasure, type Measure } from '../log/measure.ts'
import { readSettings, type Settings } from '../settings.ts'
import { bootId } from './boot-id.ts'
import { keepAccounts } from './channel-accounts.ts'
import type { ChannelSettings } from './channel-settings.ts'
import { deskTrades } from './desk-trades.ts'
import { warnOfOpenWechat } from './warn-of-open-wechat.ts'

/** Bindings and variables of wrangler.toml, and secrets. */
export interface EdgeEnvironment {
  readonly HYPERDRIVE: { readonly connectionString: string }
  /** The built pages. */
  readonly ASSETS: { fetch(request: Request): Promise<Response> }
  /** Wakes us again: its messages say nothing. */
  readonly WAKE: { send(message: unknown, options: { readonly delaySeconds: number }): Promise<unknown> }
  readonly [name: string]: unknown
}

/** What is dear to make: kept for the requests to come. */
export interface Furniture {
  readonly vault: Vault
  readonly trades: readonly Trade<Tx>[]
  readonly shelf: Shelf
}

const REFRESH_MS = 30_000

/**
 * What outlives a request. A socket or a promise of one request must not be touched by another, so nothing here holds
 * a database, and two requests that find the shelf old both read it anew rather than wait for each other.
 */
export class Isolate {
  readonly boot = bootId()
  readonly log: Log
  /** The accounts `main`: a file with further ones is Node's. */
  readonly channels: readonly ChannelSettings[]
  readonly services: Pick<Settings, 'speech' | 'model'>
  readonly chatLimits = chatLimits(() => instant(Date.now()))
  readonly measure: Measure = createMeasure(['received', 'refused', 'handled', 'sent', 'failed'], ['turn', 'delivery'])
  readonly #settings: Settings
  #furniture: Furniture | null = null
  #readAt = 0

  constructor(environment: EdgeEnvironment) {
    const texts = Object.entries(environment).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    const { connectionString } = environment.HYPERDRIVE
    this.#settings = readSettings({ ...Object.fromEntries(texts), DATABASE_URL: connectionString })
    this.log = consoleLog(this.#settings.logLevel)
    this.channels = this.#settings.channels
    this.services = this.#settings
    warnOfOpenWechat(this.log, this.channels)
  }

  async furniture(database: Database): Promise<Furniture> {
    const kept = this.#furniture
    if (kept && Date.now() < this.#readAt + REFRESH_MS) return kept
    if (kept) await kept.shelf.refresh(database.db)
    const furniture = kept ?? (await this.#furnish(database))
    this.#furniture = furniture
    this.#readAt = Date.now()
    return furniture
  }

  async #furnish(database: Database): Promise<Furniture> {
    const { secretKey, secretKeyOld } = this.#settings
    if (!secretKey) throw new SettingError('SECRET_KEY is missing')
    const vault = await openVault(database, { current: secretKey, ...(secretKeyOld && { old: secretKeyOld }) })
    await keepAccounts(
      database,
      this.channels.map(one => one.account),
    )
    const trades = deskTrades(vault, { bell: ringingBell })
    return { vault, trades, shelf: await createShelf(database.db, trades) }
  }
}
