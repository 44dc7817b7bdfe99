import * as z from 'zod'
import { alarmRoutes } from './alarm-routes.ts'
import { type ApiRoute, publicRoute } from './api-route.ts'
import { authRoutes } from './auth-routes.ts'
import { eventsRoute } from './events-route.ts'
import { handoffRoutes } from './handoff-routes.ts'
import { openapi } from './openapi.ts'
import { peopleRoutes } from './people-routes.ts'
import type { HttpPorts } from './ports.ts'
import { tradeRoutes } from './trade-routes.ts'
import { wordRoutes } from './word-routes.ts'

type RoutePorts = Pick<HttpPorts, 'auth' | 'desk' | 'peer' | 'stopping' | 'trades'>

/** Every path below /api. */
export function apiRoutes(ports: RoutePorts): ApiRoute[] {
  const routes: ApiRoute[] = [
    ...authRoutes(ports),
    ...handoffRoutes(ports),
    ...alarmRoutes(ports),
    ...peopleRoutes(ports),
    ...wordRoutes(ports),
    eventsRoute(ports),
    ...tradeRoutes(ports, ports.trades),
  ]
  let description: string | null = null
  routes.push(
    publicRoute({
      method: 'get',
      path: '/openapi.json',
      summary: 'This description',
      input: z.object({}),
      output: z.object({ openapi: z.string() }),
      async run() {
        description ??= JSON.stringify(openapi(routes))
        return new Response(description, { headers: { 'content-type': 'application/json' } })
      },
    }),
  )
  return routes
}
