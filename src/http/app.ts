import { Hono } from 'hono'
import { apiRoutes } from './api-routes.ts'
import { errorResponse } from './errors.ts'
import { mountApi } from './mount-api.ts'
import { pageRoutes } from './pages.ts'
import type { HttpPorts } from './ports.ts'
import { probeRoutes } from './probes.ts'
import { requestLog } from './request-log.ts'
import { securityHeaders } from './security-headers.ts'
import { webhookRoutes } from './webhooks.ts'

/** Everything that is spoken over HTTP. Knows neither Node nor Workers. */
export function createApp(ports: HttpPorts): Hono {
  const { log } = ports.desk
  const app = new Hono()
  app.use(requestLog(log))
  app.use(securityHeaders(ports.publicUrl.startsWith('https://')))
  app.onError(error => errorResponse(error, log))
  app.route('/', probeRoutes(ports))
  app.route('/webhooks', webhookRoutes(ports))
  app.route('/chat', ports.chat)
  app.route('/api', mountApi(ports, apiRoutes(ports)))
  app.route('/', pageRoutes(ports))
  app.notFound(c => c.text('Not found', 404))
  return app
}
