import type { Tx } from '../../db/database.ts'
import { textsOf } from '../../db/id-list.ts'
import { loadCalendar } from '../../db/load-calendar.ts'
import { flow, flowVersion } from '../../db/schema/index.ts'
import { eq, sql } from '../../db/sql.ts'
import type { Catalogue } from '../core/catalogue.ts'
import { type CivilDate, isoWeekday } from '../core/civil-time.ts'
import { branded, type VersionHash } from '../core/ids.ts'
import { operationsOf, type Trade } from '../core/trade.ts'
import { type WorkCalendar, workCalendar } from '../core/work-calendar.ts'
import type { FlowDefinition } from '../engine/definition.ts'
import { prepareBook } from '../engine/prepare.ts'
import type { FlowBook } from '../engine/step.ts'
import { createReader } from '../language/create-reader.ts'
import type { Reader } from '../language/reader.ts'
import { createTexts } from '../texts/create-texts.ts'
import type { Texts } from '../texts/texts.ts'
import { catalogueNames } from './catalogue-names.ts'
import { readCatalogue } from './read-catalogue.ts'
import { readLearned, withAliases } from './words/learned-words.ts'

/** Definitions, texts and catalogue as this process knows them; replaced whole when something is published. */
export interface Shelf {
  book(): FlowBook
  texts(): Texts
  reader(): Reader
  /** With the names that administrators taught. */
  catalogue(): Catalogue
  /** Reads what is current. */
  refresh(db: Tx): Promise<void>
  /** Fetches versions that a talk holds and this process has not met: another process may have published them. */
  learn(tx: Tx, hashes: readonly VersionHash[]): Promise<void>
}

interface Version {
  readonly hash: VersionHash
  readonly definition: FlowDefinition
  readonly current: boolean
}

const EMPTY: Catalogue = { version: '', lists: [], areas: [] }

export async function createShelf(db: Tx, trades: readonly Trade<Tx>[]): Promise<Shelf> {
  const operations = operationsOf(trades)
  const versions = new Map<VersionHash, Version>()
  /** Asked for and not there: not asked for again until something is published. */
  const missing = new Set<VersionHash>()
  let named = catalogueNames(EMPTY)
  let calendar: WorkCalendar = workCalendar([])
  // A wait past the last notice ends on the weekday that it would end on without any: it only wakes a talk.
  const workday = (date: CivilDate) => calendar.isWorkday(date) ?? isoWeekday(date) <= 5
  let book = prepareBook([], operations)
  let texts = createTexts(book)
  let catalogue = EMPTY
  let reader: Reader = createReader(catalogue)

  function rebuild(): void {
    book = prepareBook([...versions.values()], operations, { named, workday })
    texts = createTexts(book)
  }

  async function refresh(from: Tx): Promise<void> {
    const rows = await from.select().from(flowVersion).innerJoin(flow, eq(flow.current, flowVersion.hash))
    for (const [hash, version] of versions) versions.set(hash, { ...version, current: false })
    for (const row of rows) keep(row.flow_version, true)
    missing.clear()
    const { aliases, examples } = await readLearned(from)
    catalogue = withAliases(await readCatalogue(from, trades), aliases)
    named = catalogueNames(catalogue)
    calendar = await loadCalendar(from)
    rebuild()
    reader = createReader(catalogue, examples)
  }

  function keep(row: typeof flowVersion.$inferSelect, current: boolean): void {
    const hash = branded<VersionHash>(row.hash)
    // Checked in full before it was published; immutable since.
    versions.set(hash, { hash, definition: row.definition as FlowDefinition, current })
  }

  async function learn(tx: Tx, hashes: readonly VersionHash[]): Promise<void> {
    const unknown = [...new Set(hashes)].filter(hash => !versions.has(hash) && !missing.has(hash))
    if (unknown.length === 0) return
    const rows = await tx
      .select()
      .from(flowVersion)
      .where(sql`${flowVersion.hash} in ${textsOf(unknown)}`)
    for (const row of rows) keep(row, false)
    for (const hash of unknown) if (!versions.has(hash)) missing.add(hash)
    if (rows.length > 0) rebuild()
  }

  await refresh(db)
  return { book: () => book, texts: () => texts, reader: () => reader, catalogue: () => catalogue, refresh, learn }
}
