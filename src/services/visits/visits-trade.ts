import type { Tx } from '../../../db/database.ts'
import type { Trade } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import { lapseOffers, remindOfVisits } from './fall-due.ts'
import { answerOperation } from './operations/answer.ts'
import { mineOperation } from './operations/mine.ts'
import { moveOperation } from './operations/move.ts'
import { offersOperation } from './operations/offers.ts'
import { requestOperation } from './operations/request.ts'
import { undoOperation } from './operations/undo.ts'
import { whenOperation } from './operations/when.ts'
import { bookRoute, offerRoutes } from './routes/arrange.ts'
import { endRoutes } from './routes/end.ts'
import { listVisitsRoute } from './routes/list-visits.ts'
import { reportRoutes } from './routes/report.ts'
import { visitRecords } from './visit-records.ts'

/** Visits that residents ask for themselves. */
export function visitsTrade(ports: TradePorts): Trade<Tx> {
  return {
    name: 'visits',
    operations: [
      offersOperation(),
      mineOperation(ports),
      whenOperation(ports),
      answerOperation(ports),
      undoOperation(),
      moveOperation(ports),
      requestOperation(ports),
    ],
    routes: [
      listVisitsRoute(ports),
      ...offerRoutes(ports),
      bookRoute(ports),
      ...endRoutes(ports),
      ...reportRoutes(ports),
    ],
    lists: async () => [],
    async sweep(tx, now) {
      await lapseOffers(ports, tx, now)
      await remindOfVisits(ports, tx, now)
    },
    records: visitRecords(ports),
  }
}
