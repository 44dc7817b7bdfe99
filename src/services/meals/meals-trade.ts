import type { Tx } from '../../../db/database.ts'
import type { Trade } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import { acceptOrders } from './accept-orders.ts'
import { dishList } from './dish-list.ts'
import { mealRecords } from './meal-records.ts'
import { menuOperation } from './operations/menu.ts'
import { ordersOperation } from './operations/orders.ts'
import { placeOperation } from './operations/place.ts'
import { quoteOperation } from './operations/quote.ts'
import { undoOperation } from './operations/undo.ts'
import { usualOperation } from './operations/usual.ts'
import { whenOperation } from './operations/when.ts'
import { kitchenSheetRoute } from './routes/kitchen-sheet.ts'
import { listOrdersRoute } from './routes/list-orders.ts'
import { markOrderRoutes } from './routes/mark-order.ts'
import { serveWaiting } from './waiting-list.ts'

export function mealsTrade(ports: TradePorts): Trade<Tx> {
  return {
    name: 'meals',
    operations: [
      whenOperation(ports),
      menuOperation(ports),
      quoteOperation(ports),
      usualOperation(ports),
      ordersOperation(),
      undoOperation(ports),
      placeOperation(ports),
    ],
    routes: [listOrdersRoute(ports), kitchenSheetRoute(ports), ...markOrderRoutes(ports)],
    lists: async tx => [await dishList(tx)],
    async sweep(tx, now) {
      await acceptOrders(tx, now)
      await serveWaiting(ports, tx, now)
    },
    records: mealRecords(ports),
  }
}
