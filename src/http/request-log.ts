import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Log } from '../core/log.ts'

/**
 * One line a request: the route's pattern, never the path as written or its query, which may hold anything. Webhooks
 * that went well are a thousand a second: /metrics counts their events, and their lines are for who debugs.
 */
export function requestLog(log: Log): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const ms = Math.round(performance.now() - began)
    const fields = { method: c.req.method, route: routePath(c), status: c.res.status, ms }
    if (isWebhookThatWentWell(c)) log.debug('http.request', fields)
    else log.info('http.request', fields)
  }
}

const isWebhookThatWentWell = (c: Context) => c.res.status < 300 && c.req.path.startsWith('/webhooks/')
