import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { linesWords } from '../bill.ts'
import { loadMealBook, type MealBook } from '../data/meal-book.ts'
import type { MealOrder } from '../data/orders.ts'
import { csv } from './csv.ts'
import { mealQuery, type OpenRecipient, openRecipients, ordersOfMeal } from './kitchen-meal.ts'
import { KITCHEN_ROLES } from './kitchen-roles.ts'

const label = z.object({
  order: z.string(),
  number: z.string(),
  status: z.string(),
  mode: z.string(),
  courier_slot: z.string().nullable(),
  lines: z.string(),
  /** What the cook must heed, allergies first. */
  diet: z.string(),
  due_fen: z.number(),
  /** null: this role may not see them. */
  name: z.string().nullable(),
  door: z.string().nullable(),
})
type Label = z.infer<typeof label>
const count = z.object({ dish: z.string(), name: z.string(), quantity: z.number() })
const sheet = z.object({
  /** Orders that can still be taken back are counted, but not to be cooked yet. */
  orders: z.number(),
  still_open: z.number(),
  counts: z.array(count),
  labels: z.array(label),
  sheet: z.string(),
})

/** What a kitchen cooks for one meal: counts a dish, one label a meal, the sheet as text; as CSV the labels. */
export const kitchenSheetRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'get',
  path: '/kitchen',
  summary: 'Counts, labels and sheet of one meal',
  roles: KITCHEN_ROLES,
  input: mealQuery,
  output: sheet,
  async run(tx, input, { staff, csv: wantsCsv }) {
    const query = mealQuery.parse(input)
    const orders = await ordersOfMeal(tx, query, staff)
    const book = await loadMealBook(tx)
    const recipients = await openRecipients(ports, tx, orders, staff, 'kitchen.labels')
    const labels = orders.map(order => labelOf(book, order, recipients.get(order.id)))
    if (wantsCsv) {
      return { kind: 'csv', name: `kitchen-${query.site ?? 'all'}-${query.date}.csv`, text: csv(rowsOf(labels)) }
    }
    const counts = countsOf(book, orders)
    const still_open = orders.filter(order => order.status === 'placed').length
    return {
      kind: 'json',
      body: { orders: orders.length, still_open, counts, labels, sheet: sheetText(counts, labels) },
    }
  },
})

function countsOf(book: MealBook, orders: readonly MealOrder[]) {
  const sums = new Map<string, number>()
  for (const { dish, quantity } of orders.flatMap(order => order.lines))
    sums.set(dish, (sums.get(dish) ?? 0) + quantity)
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([dish, quantity]) => ({ dish, name: book.dishes.get(dish)?.name['zh-CN'] ?? dish, quantity }))
}

function labelOf(book: MealBook, order: MealOrder, recipient: OpenRecipient | undefined): Label {
  const allergies = (recipient?.allergies ?? []).map(code => `过敏：${book.nameOf('allergen', code)['zh-CN']}`)
  const wishes = order.dietary.map(code => book.nameOf('dietary', code)['zh-CN'])
  return {
    order: order.id,
    number: order.number,
    status: order.status,
    mode: order.mode,
    courier_slot: order.courierSlot,
    lines: linesWords(book, order.lines, 'zh-CN'),
    diet: [...allergies, ...wishes].join('、'),
    due_fen: order.dueFen,
    name: recipient?.name ?? null,
    door: recipient ? recipient.address : null,
  }
}

const COLUMNS = ['单号', '状态', '送取', '时段', '菜', '忌口', '应收（分）', '姓名', '地址']

function rowsOf(labels: readonly Label[]) {
  const rows = labels.map(one => [
    one.number,
    one.status,
    one.mode,
    one.courier_slot ?? '',
    one.lines,
    one.diet,
    one.due_fen,
    one.name ?? '',
    one.door ?? '',
  ])
  return [COLUMNS, ...rows]
}

function sheetText(counts: readonly z.infer<typeof count>[], labels: readonly Label[]): string {
  const dishes = counts.map(one => `${one.name} ×${one.quantity}`)
  const meals = labels.map(one =>
    [one.number, one.courier_slot ?? one.mode, one.lines, one.diet].filter(Boolean).join('  '),
  )
  return [...dishes, '', ...meals].join('\n')
}
