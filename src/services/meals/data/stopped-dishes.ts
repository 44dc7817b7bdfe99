import type { Tx } from '../../../../db/database.ts'
import { textsOf } from '../../../../db/id-list.ts'
import { dishStop } from '../../../../db/schema/index.ts'
import { and, gte, sql } from '../../../../db/sql.ts'
import { type CivilDate, civilDate, type Instant } from '../../../core/civil-time.ts'

export type StoppedDishes = (site: string, date: CivilDate) => readonly string[]

/** What these sites do not serve, from the day of `now` on. */
export async function stoppedDishes(tx: Tx, sites: readonly string[], now: Instant): Promise<StoppedDishes> {
  const codes = [...new Set(sites)]
  const found =
    codes.length === 0
      ? []
      : await tx
          .select()
          .from(dishStop)
          .where(and(sql`${dishStop.site} in ${textsOf(codes)}`, gte(dishStop.date, civilDate(now))))
  return (site, date) => found.filter(stop => stop.site === site && stop.date === date).map(stop => stop.dish)
}
