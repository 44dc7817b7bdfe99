import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { rows } from '../../../../db/rows.ts'
import { stock } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { tableOf } from '../../../../db/table-of.ts'
import type { CivilDate } from '../../../core/civil-time.ts'
import { type Counter, courierCounter, dishCounter, mealsCounter, type Shelf } from '../rules/allocate.ts'
import type { Site } from './sites.ts'

export interface ServedMeal {
  readonly site: string
  readonly date: CivilDate
  readonly period: string
}

/** One counter of one meal: a row of the stock table. */
export interface StockKey extends ServedMeal {
  /** `meals/`, `dish/D042`, `courier/11:00`. */
  readonly counter: string
}

export interface StockMove extends StockKey {
  readonly quantity: number
}

export const mealKey = (meal: ServedMeal) => `${meal.site}|${meal.date}|${meal.period}`

/** Capacity of a counter before anybody ordered, from the site's own figures. */
export function capacityOf(site: Site, period: string, counter: string): number {
  const figures = site.periods.find(one => one.period === period)
  if (!figures) return 0
  if (counter === mealsCounter) return figures.mealsCapacity
  const slash = counter.indexOf('/')
  const key = counter.slice(slash + 1)
  if (counter.startsWith('dish/')) return figures.portions[key] ?? figures.portionsDefault
  return figures.courierSlots.find(slot => slot.from === key)?.capacity ?? 0
}

const stockRow = z.object({
  site: z.string(),
  date: z.string(),
  period: z.string(),
  kind: z.string(),
  key: z.string(),
  capacity: z.number(),
  taken: z.number(),
})
type StockRow = z.infer<typeof stockRow>
const columns = sql`s.site, s.date::text as date, s.period, s.kind, s.key, s.capacity, s.taken`

/** What was taken of these meals so far, by mealKey. Nothing is locked: a moment later there may be less. */
export async function takenOf(tx: Tx, meals: readonly ServedMeal[]): Promise<ReadonlyMap<string, readonly StockRow[]>> {
  const wanted = [...new Map(meals.map(meal => [mealKey(meal), meal])).values()]
  if (wanted.length === 0) return new Map()
  const table = tableOf('w', {
    site: { type: 'text', values: wanted.map(meal => meal.site) },
    date: { type: 'text', values: wanted.map(meal => meal.date) },
    period: { type: 'text', values: wanted.map(meal => meal.period) },
  })
  const found = await rows(
    tx,
    sql`select ${columns} from ${table} join ${stock} s
      on s.site = w.site and s.date = w.date::date and s.period = w.period`,
    stockRow,
  )
  return Map.groupBy(found, row => `${row.site}|${row.date}|${row.period}`)
}

/** What is left of a meal, to be shown. */
export function shelfOf(
  site: Site,
  meal: ServedMeal,
  dishes: readonly string[],
  taken: ReadonlyMap<string, readonly StockRow[]>,
): Map<string, Counter> {
  const figures = site.periods.find(one => one.period === meal.period)
  const counters = [
    mealsCounter,
    ...dishes.map(dishCounter),
    ...(figures?.courierSlots ?? []).map(slot => courierCounter(slot.from)),
  ]
  const shelf = new Map<string, Counter>(
    counters.map(counter => [counter, { capacity: capacityOf(site, meal.period, counter), taken: 0 }]),
  )
  for (const row of taken.get(mealKey(meal)) ?? [])
    shelf.set(`${row.kind}/${row.key}`, { capacity: row.capacity, taken: row.taken })
  return shelf
}

/** Locks the counters in key order, making those that nobody wanted before; shelves by mealKey. */
export async function lockShelves(
  tx: Tx,
  keys: readonly StockKey[],
  sites: ReadonlyMap<string, Site>,
): Promise<ReadonlyMap<string, Shelf>> {
  if (keys.length === 0) return new Map()
  const wanted = distinct(keys).map(key => {
    const site = sites.get(key.site)
    return { ...rowOf(key), capacity: site ? capacityOf(site, key.period, key.counter) : 0 }
  })
  const list = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
    as w(site text, date date, period text, kind text, key text, capacity integer)`
  const make = async () =>
    await tx.execute(sql`insert into ${stock} (site, date, period, kind, key, capacity)
      select site, date, period, kind, key, capacity from ${list} order by site, date, period, kind, key
      on conflict do nothing`)
  // The second goes out behind the first, and the server does one after the other.
  const [, locked] = await Promise.all([
    make(),
    rows(
      tx,
      sql`select ${columns} from ${stock} s join ${list} using (site, date, period, kind, key)
        order by site, date, period, kind, key for update of s`,
      stockRow,
    ),
  ])
  if (locked.length < wanted.length) throw new Error('a counter was locked before it was made')
  return shelvesOf(locked)
}

function shelvesOf(locked: readonly StockRow[]): ReadonlyMap<string, Shelf> {
  const shelves = new Map<string, Map<string, Counter>>()
  for (const row of locked) {
    const meal = `${row.site}|${row.date}|${row.period}`
    const shelf = shelves.get(meal) ?? new Map<string, Counter>()
    shelf.set(`${row.kind}/${row.key}`, { capacity: row.capacity, taken: row.taken })
    shelves.set(meal, shelf)
  }
  return shelves
}

/** Adds to the counters (a negative quantity gives back), one update a row. Their rows must be locked. */
export async function moveStock(tx: Tx, moves: readonly StockMove[]): Promise<void> {
  const sums = new Map<string, StockKey & { quantity: number }>()
  for (const move of moves) {
    const key = `${mealKey(move)}|${move.counter}`
    const sum = sums.get(key)
    if (sum) sum.quantity += move.quantity
    else sums.set(key, { ...move })
  }
  const wanted = [...sums.values()].map(sum => ({ ...rowOf(sum), quantity: sum.quantity }))
  if (wanted.length === 0) return
  await tx.execute(sql`update ${stock} s set taken = s.taken + w.quantity
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(site text, date date, period text, kind text, key text, quantity integer)
    where s.site = w.site and s.date = w.date and s.period = w.period and s.kind = w.kind and s.key = w.key`)
}

function rowOf(key: StockKey) {
  const slash = key.counter.indexOf('/')
  const { site, date, period, counter } = key
  return { site, date, period, kind: counter.slice(0, slash), key: counter.slice(slash + 1) }
}

function distinct(keys: readonly StockKey[]): readonly StockKey[] {
  return [...new Map(keys.map(key => [`${mealKey(key)}|${key.counter}`, key])).values()]
}
