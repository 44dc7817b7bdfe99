import { Hono } from 'hono'
import type { Log } from '../core/log.ts'
import { errorResponse } from './errors.ts'
import { type ProbePorts, probeRoutes } from './probes.ts'
import { requestLog } from './request-log.ts'
import { securityHeaders } from './security-headers.ts'

export interface BasePorts {
  readonly log: Log
  /** People reach it by https. */
  readonly https: boolean
  readonly probes: ProbePorts
}

/** What every entry has in common: a line a request, headers, the errors' way out, probes; and 404 for the rest. */
export function baseApp({ log, https, probes }: BasePorts): Hono {
  const app = new Hono()
  app.use(requestLog(log))
  app.use(securityHeaders(https))
  app.onError(error => errorResponse(error, log))
  app.route('/', probeRoutes(probes))
  app.notFound(c => c.text('Not found', 404))
  return app
}
