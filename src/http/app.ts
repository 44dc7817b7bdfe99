import type { Hono } from 'hono'
import { apiRoutes } from './api-routes.ts'
import { baseApp } from './base-app.ts'
import { mountApi } from './mount-api.ts'
import { operatorRoutes } from './operator-routes.ts'
import { pageRoutes } from './pages.ts'
import type { HttpPorts } from './ports.ts'
import { webhookRoutes } from './webhooks.ts'

/** Everything that is spoken over HTTP: residents, platforms, staff and their pages. */
export function createApp(ports: HttpPorts): Hono {
  const app = baseApp({ log: ports.desk.log, https: ports.publicUrl.startsWith('https://'), probes: ports })
  app.route('/webhooks', webhookRoutes(ports))
  app.route('/chat', ports.chat)
  app.route('/api', mountApi(ports, apiRoutes(ports)))
  app.route('/operator', operatorRoutes(ports))
  app.route('/', pageRoutes(ports))
  return app
}
