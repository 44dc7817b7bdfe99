import type { Tx } from '../../../db/database.ts'
import type { Trade } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import { forgetOldTries } from '../tries.ts'
import { applicationRecords } from './application-records.ts'
import { findOperation } from './operations/find.ts'
import { mineOperation } from './operations/mine.ts'
import { readNumberOperation } from './operations/read-number.ts'
import { advanceAppealRoute } from './routes/advance-appeal.ts'
import { advanceApplicationRoute } from './routes/advance-application.ts'
import { listApplicationsRoute } from './routes/list-applications.ts'
import { tellHeldBack } from './tell-moved.ts'

/** How an application for assistance stands. */
export function applicationsTrade(ports: TradePorts): Trade<Tx> {
  return {
    name: 'applications',
    operations: [mineOperation(ports), readNumberOperation(), findOperation(ports)],
    routes: [listApplicationsRoute(ports), advanceApplicationRoute(ports), advanceAppealRoute(ports)],
    lists: async () => [],
    async sweep(tx, now) {
      await forgetOldTries(tx, now)
      await tellHeldBack(ports, tx, now)
    },
    records: applicationRecords(ports),
  }
}
