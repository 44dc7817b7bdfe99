import type { Tx } from '../../../../db/database.ts'
import { textsOf } from '../../../../db/id-list.ts'
import { site, sitePeriod } from '../../../../db/schema/index.ts'
import { inArray, sql } from '../../../../db/sql.ts'
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

export async function sitesByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Site>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  return withPeriods(
    tx,
    await tx
      .select()
      .from(site)
      .where(sql`${site.code} in ${textsOf(wanted)}`),
  )
}

/** All sites of these districts (6-digit codes). */
export async function sitesOfDistricts(tx: Tx, districts: readonly string[]): Promise<readonly Site[]> {
  const wanted = [...new Set(districts)]
  if (wanted.length === 0) return []
  const rows = await tx
    .select()
    .from(site)
    .where(inArray(sql`left(${site.street}, 6)`, wanted))
    .orderBy(site.code)
  return [...(await withPeriods(tx, rows)).values()]
}

async function withPeriods(tx: Tx, sites: readonly SiteRow[]): Promise<ReadonlyMap<string, Site>> {
  if (sites.length === 0) return new Map()
  const codes = sites.map(row => row.code)
  const rows = await tx
    .select()
    .from(sitePeriod)
    .where(sql`${sitePeriod.site} in ${textsOf(codes)}`)
  const periods = Map.groupBy(rows, row => row.site)
  return new Map(
    sites.map(row => [row.code, { ...row, periods: (periods.get(row.code) ?? []).map(sitePeriodOf).toSorted(byHour) }]),
  )
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
