import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { mandate } from '../../../db/schema/index.ts'
import { and, eq, sql } from '../../../db/sql.ts'
import { civilDate, type Instant } from '../../core/civil-time.ts'

/** What a relative may be allowed to do or see. */
export const SCOPES = ['order_meals', 'book_services', 'see_visits', 'see_applications'] as const
export type Scope = (typeof SCOPES)[number]

interface Mandate {
  readonly relativeId: string
  readonly elderId: string
  readonly scopes: readonly string[]
  /** ISO days, both included. */
  readonly validFrom: string
  readonly validTo: string
}

/** Not revoked; whether one counts today and for what is asked of `allows`. */
export async function activeMandates(tx: Tx, relatives: readonly string[]): Promise<readonly Mandate[]> {
  if (relatives.length === 0) return []
  return tx
    .select()
    .from(mandate)
    .where(and(sql`${mandate.relativeId} in ${uuidsOf([...new Set(relatives)])}`, eq(mandate.state, 'active')))
    .orderBy(mandate.elderId)
}

export function allows(
  one: Mandate,
  scope: Scope,
  on: { readonly relative: string; readonly elder?: string; readonly at: Instant },
): boolean {
  const today = civilDate(on.at)
  return (
    one.relativeId === on.relative &&
    (on.elder === undefined || one.elderId === on.elder) &&
    one.scopes.includes(scope) &&
    one.validFrom <= today &&
    today <= one.validTo
  )
}
