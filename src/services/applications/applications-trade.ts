import type { Tx } from '../../../db/database.ts'
import type { Trade } from '../../core/trade.ts'
import { forgetOldTries } from './data/tries.ts'
import { findOperation } from './operations/find.ts'
import { mineOperation } from './operations/mine.ts'
import { readNumberOperation } from './operations/read-number.ts'
import type { ApplicationsPorts } from './ports.ts'
import { advanceApplicationRoute } from './routes/advance-application.ts'
import { listApplicationsRoute } from './routes/list-applications.ts'

/** How an application for assistance stands. */
export function applicationsTrade(ports: ApplicationsPorts): Trade<Tx> {
  return {
    name: 'applications',
    operations: [mineOperation(ports), readNumberOperation(), findOperation(ports)],
    routes: [listApplicationsRoute(ports), advanceApplicationRoute(ports)],
    lists: async () => [],
    sweep: forgetOldTries,
  }
}
