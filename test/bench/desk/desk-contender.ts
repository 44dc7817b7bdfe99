import * as z from 'zod'
import { rows } from '../../../db/rows.ts'
import { sql } from '../../../db/sql.ts'
import type { Rates } from '../../../src/start/channel-settings.ts'
import { type Contender, type Judged, judged, type Row } from '../contender.ts'
import type { Script } from '../crowd/script.ts'
import type { DeskDatabase } from './desk-database.ts'
import { DISHES } from './plenty.ts'
import { startDesks } from './start-desks.ts'

/** The shipped flow order-meal, for people on file: five messages. In words for tomorrow, since today's meals have their hour. */
const SCRIPTS: Readonly<Record<Row, Script>> = {
  options: [
    { says: ['订饭'], hears: '订哪一顿' },
    { says: ['1'], hears: '您要啥' },
    { says: ['1', '2', '3'], hears: '还要别的吗' },
    { says: ['1'], hears: '对吗' },
    { says: ['1'], hears: '订好了' },
  ],
  'free text': [
    { says: ['我想订饭'], hears: '订哪一顿' },
    { says: ['明天中午饭', '明天晚饭'], hears: '您要啥' },
    { says: ['给我来一份番茄炒蛋吧', '给我来一份土豆炖牛肉吧', '给我来一份黄焖鸡块吧'], hears: '对吗' },
    { says: ['改成明天晚饭吧', '改成明天中午饭吧'], hears: '对吗' },
    { says: ['对，没错'], hears: '订好了' },
  ],
}

export interface DeskOptions {
  readonly name?: string
  /** For what the desk says, and for its account's rate. */
  readonly scratch: string
  readonly processes?: number
  readonly rates?: Rates
  readonly flowsDir?: string
}

export function deskContender(database: DeskDatabase, options: DeskOptions): Contender {
  return {
    name: options.name ?? 'desk',
    databaseUrl: database.url,
    script: row => SCRIPTS[row],
    invite: people => database.grow(people),
    start: start => startDesks(database, options, start),
    judge: (firstPerson, people) => judgeOrders(database, firstPerson, people),
  }
}

const ordered = z.object({ contact: z.string(), dishes: z.array(z.object({ dish: z.string(), quantity: z.number() })) })

async function judgeOrders({ using, contacts }: DeskDatabase, firstPerson: number, people: number): Promise<Judged> {
  const orders = await using(database =>
    rows(
      database.db,
      sql`select contact_id::text as contact, jsonb_agg(line) as dishes
        from meal_order, jsonb_array_elements(lines) line group by contact_id`,
      ordered,
    ),
  )
  const found = new Map(orders.map(one => [one.contact, one.dishes]))
  const places: readonly string[] = DISHES
  return judged(firstPerson, people, person =>
    (found.get(contacts[person] ?? '') ?? []).map(({ dish, quantity }) => (quantity === 1 ? places.indexOf(dish) : -1)),
  )
}
