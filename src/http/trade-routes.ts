import type { Tx } from '../../db/database.ts'
import { CallerError } from '../core/errors.ts'
import type { Trade, TradeRoute } from '../core/trade.ts'
import type { ApiRoute } from './api-route.ts'
import type { HttpPorts } from './ports.ts'

/** The trades' own staff routes, each run in one transaction. */
export function tradeRoutes(ports: Pick<HttpPorts, 'desk'>, trades: readonly Trade<Tx>[]): ApiRoute[] {
  return trades.flatMap(trade => trade.routes.map(route => toApiRoute(ports, route)))
}

function toApiRoute({ desk }: Pick<HttpPorts, 'desk'>, route: TradeRoute<Tx>): ApiRoute {
  const { method, path, summary, roles, input, output } = route
  const run: ApiRoute['run'] = (given, { signedIn, now, csv }) => {
    if (!signedIn) throw new CallerError('unauthenticated', 'sign in first')
    return desk.database.transaction(tx => route.run(tx, given, { staff: signedIn.staff, now, csv }))
  }
  return { method, path, summary, access: roles, input, output, ...(method === 'get' && { also: 'text/csv' }), run }
}
