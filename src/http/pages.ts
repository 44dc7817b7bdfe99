import { type Context, Hono } from 'hono'
import type { HttpPorts } from './ports.ts'

/** The two pages and what they are built of. */
export function pageRoutes({ assets }: Pick<HttpPorts, 'assets'>): Hono {
  const app = new Hono()
  const serve = async (c: Context, path: string) => (await assets(path, c.req.raw)) ?? c.text('Not found', 404)
  app.get('/', c => serve(c, '/index.html'))
  app.get('/console', c => serve(c, '/console/index.html'))
  app.get('/console/', c => serve(c, '/console/index.html'))
  app.get('/assets/*', c => serve(c, c.req.path))
  return app
}
