import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import type { Database } from '../../db/database.ts'
import { openPglite } from '../../db/open-pglite.ts'
import { openPostgres } from '../../db/open-postgres.ts'
import { rows } from '../../db/rows.ts'
import { contact, mandate, setting } from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { sql } from '../../db/sql.ts'
import { ENGINES, type Engine, TEST_SECRET } from '../database.ts'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { DAY, SEED_PEOPLE } from '../personal-markers.ts'
import { startPostgres } from '../postgres-server.ts'
import { type Dumped, dumpFiles, dumpTables } from './dump.ts'
import { MarkerSearch } from './find-markers.ts'
import { orderForSomebody, registerAndOrder, sayAllSorts, staffSeeToIt } from './live-a-day.ts'
import type { Visitor } from './visitor.ts'

/** Stands in a plain column, so that a search that finds nothing is known to look. */
const PLANTED = '石榴树上挂的牌子'
const TIME_OUT = 300_000
const search = new MarkerSearch([...SEED_PEOPLE, ...Object.values(DAY), PLANTED])

interface Home {
  readonly env: Readonly<Record<string, string>>
  /** Whether others can open the database while a desk has it. */
  readonly shared: boolean
  open(): Promise<Database>
  /** Where its files are once nobody writes to them. */
  files(): Promise<string>
}

test.each(ENGINES)(
  'after a whole day on %s nothing personal stands in clear, in the database or the log',
  async engine => {
    const home = await homeOn(engine)
    const logs: string[] = []
    const during = async <T>(work: (desk: DeskProcess) => Promise<T>): Promise<T> => {
      const env = { ...home.env, SEED: 'test', LOG_LEVEL: 'trace' }
      const desk = await startDeskProcess({ env })
      try {
        return await work(desk)
      } finally {
        expect(await desk.stop()).toBe(0)
        logs.push(desk.output())
      }
    }
    const visitor = await during(async desk => {
      const stranger = await registerAndOrder(desk.url)
      if (home.shared) {
        await change(home, giveMandate)
        await goOn(stranger)
      }
      return stranger
    })
    if (!home.shared) {
      await change(home, giveMandate)
      await during(desk => goOn(visitor.at(desk.url)))
    }
    expect(logs.join('')).toContain('"route":"/chat/:session/messages"')
    expect(found([{ name: 'log', bytes: Buffer.from(logs.join('')) }])).toEqual([])

    await change(home, async database => {
      const tables = await dumpTables(database.db)
      const filled = tables.filter(({ bytes }) => bytes.length > 0).map(({ name }) => name)
      expect(filled).toEqual(expect.arrayContaining(EXPECTED_TABLES))
      expect(found(tables)).toEqual([])
      await database.db.insert(setting).values({ key: 'planted', value: { note: PLANTED } })
      await database.db.execute(sql`checkpoint`)
      expect(found(await dumpTables(database.db))).toEqual([`setting: ${PLANTED} in UTF-8`])
    })
    const planted = found(await dumpFiles(await home.files()))
    expect(planted.length).toBeGreaterThan(1) // its page and the write-ahead log
    expect(planted.filter(line => !line.includes(PLANTED))).toEqual([])
  },
  TIME_OUT,
)

async function goOn(visitor: Visitor): Promise<void> {
  await orderForSomebody(visitor)
  await sayAllSorts(visitor)
  await staffSeeToIt(visitor)
}

/** What the day must have filled, or it proves nothing. */
const EXPECTED_TABLES = [
  ...['contact', 'data_key', 'channel_identity', 'conversation', 'inbound', 'message', 'attachment', 'mandate'],
  ...['handoff', 'alarm', 'audit_log', 'not_understood', 'meal_order', 'stock', 'staff_user', 'flow_version'],
]

function found(dumped: readonly Dumped[]): string[] {
  const lines = dumped.flatMap(({ name, bytes }) =>
    search.in(bytes).map(({ marker, form }) => `${name}: ${marker} in ${form}`),
  )
  return [...new Set(lines)]
}

async function change(home: Home, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await home.open()
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

/** The stranger may order for an elder from now on, and is therefore asked for whom. */
async function giveMandate({ db }: Database): Promise<void> {
  const [stranger] = await db
    .select({ id: contact.id })
    .from(contact)
    .where(sql`${contact.level} = 'known'
    and ${contact.id} in (select contact_id from conversation)`)
  if (!stranger) throw new Error('nobody has registered')
  await db.insert(mandate).values({
    relativeId: stranger.id,
    elderId: demoContactId('P001'),
    relation: 'neighbour',
    scopes: ['order_meals'],
    validFrom: '2020-01-01',
    validTo: '2099-12-31',
    agreedBy: 'window',
  })
}

async function homeOn(engine: Engine): Promise<Home> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'zy-privacy-'))
  onTestFinished(() => rm(DATA_DIR, { recursive: true, force: true }))
  if (engine === 'pglite') {
    const files = async () => join(DATA_DIR, 'postgres')
    return { env: { DATA_DIR }, shared: false, open: () => openPglite(DATA_DIR), files }
  }
  const server = await startPostgres()
  onTestFinished(() => server.remove())
  return {
    env: { DATA_DIR, DATABASE_URL: server.url, SECRET_KEY: Buffer.from(TEST_SECRET).toString('base64') },
    shared: true,
    open: () => openPostgres(server.url),
    async files() {
      const database = await openPostgres(server.url)
      const [row] = await rows(database.db, sql`show data_directory`, z.object({ data_directory: z.string() }))
      await database.close()
      await server.stop()
      return row?.data_directory ?? ''
    },
  }
}
