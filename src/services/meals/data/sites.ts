import type { Tx } from '../../../../db/database.ts'
import { site, sitePeriod } from '../../../../db/schema/index.ts'
import { type CivilTime, parseCivilTime } from '../../../core/civil-time.ts'
import type { PeriodHours } from '../rules/cutoff.ts'

type SiteRow = typeof site.$inferSelect
type PeriodRow = typeof sitePeriod.$inferSelect

export interface SitePeriod extends PeriodHours {
  readonly mealsCapacity: number
  readonly portionsDefault: number
  readonly portions: Readonly<Record<string, number>>
  readonly courierSlots: readonly { readonly from: string; readonly to: string; readonly capacity: number }[]
}

export interface Site extends SiteRow {
  readonly periods: readonly SitePeriod[]
}

/** All there are, in the order of their codes. */
export async function readSites(tx: Tx): Promise<ReadonlyMap<string, Site>> {
  const sites = await tx.select().from(site).orderBy(site.code)
  const periods = Map.groupBy(await tx.select().from(sitePeriod), row => row.site)
  return new Map(
    sites.map(row => [row.code, { ...row, periods: (periods.get(row.code) ?? []).map(sitePeriodOf).toSorted(byHour) }]),
  )
}

/** Of these districts (6-digit codes). */
export function sitesOfDistricts(sites: ReadonlyMap<string, Site>, districts: Iterable<string>): readonly Site[] {
  const wanted = new Set(districts)
  return [...sites.values()].filter(one => wanted.has(one.street.slice(0, 6)))
}

const ORDER = ['breakfast', 'lunch', 'dinner']
const byHour = (a: SitePeriod, b: SitePeriod) => ORDER.indexOf(a.period) - ORDER.indexOf(b.period)

function sitePeriodOf(row: PeriodRow): SitePeriod {
  return { ...row, cutoff: clock(row.cutoff) }
}

function clock(text: string): CivilTime {
  const time = parseCivilTime(text)
  if (!time) throw new Error('a cut-off in the database is no time of day')
  return time
}
