import type { Tx } from '../../db/database.ts'
import { area } from '../../db/schema/index.ts'
import type { Area, Catalogue } from '../core/catalogue.ts'
import type { Localised } from '../core/language.ts'
import type { Trade } from '../core/trade.ts'

/** What the reader may know by name: every trade's items, and the streets and towns. */
export async function readCatalogue(db: Tx, trades: readonly Trade<Tx>[]): Promise<Catalogue> {
  const lists = []
  for (const trade of trades) lists.push(...(await trade.lists(db)))
  const rows = await db.select().from(area)
  // Written by the seed from the division codes, names in three languages.
  const names = new Map(rows.map(row => [row.code, row.name as Localised]))
  const areas = rows.flatMap((row): Area[] => {
    const district = row.district ? names.get(row.district) : undefined
    const name = names.get(row.code)
    return district && name ? [{ code: row.code, name, district }] : []
  })
  return { version: String(rows.length), lists, areas }
}
