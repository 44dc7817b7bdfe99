import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Log } from '../core/log.ts'

/** One line a request: the route's pattern, never the path as written or its query, which may hold anything. */
export function requestLog(log: Log): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const ms = Math.round(performance.now() - began)
    log.info('http.request', { method: c.req.method, route: routePath(c), status: c.res.status, ms })
  }
}
