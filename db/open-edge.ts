import type { Bell, Database } from './database.ts'
import { isMigrated } from './migration-state.ts'
import { notify } from './notify.ts'
import { PostgresLane } from './postgres-lane.ts'

/** The platform allows a request six at a time, calls to elsewhere included. */
const CONNECTIONS = 3

/** Others hear what happened here, but nothing is heard: whoever waits must look from time to time. */
export const ringingBell: Bell = { ring: notify, listen: () => () => {} }

/**
 * PostgreSQL for one request on the edge, through a pool in transaction mode. Nothing is connected before the first
 * statement; to be closed when the request and what it left to do are over.
 */
export function openEdge(url: string): Database {
  const lane = new PostgresLane({ url, process: null }, CONNECTIONS)
  return {
    kind: 'postgres',
    db: lane.db,
    transaction: (run, limits) => lane.transaction(run, limits?.lockTimeoutMs),
    loose: lane.db,
    intake: lane.db,
    bell: ringingBell,
    ready: () => isMigrated(lane.db),
    close: () => lane.close(),
  }
}
