import { type Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { CallerError } from '../core/errors.ts'
import { readBody } from '../core/read-body.ts'
import type { RouteReply } from '../core/trade.ts'
import type { ApiRoute } from './api-route.ts'
import type { SignedIn } from './auth/staff-auth.ts'
import type { HttpPorts } from './ports.ts'
import { whatIsWrong } from './what-is-wrong.ts'

const BODY_LIMIT = 256 * 1024

type GuardPorts = Pick<HttpPorts, 'auth' | 'desk' | 'publicUrl'>

/** Deny by default: what is not in the list needs a session too, and is then not found. */
export function mountApi(ports: GuardPorts, routes: readonly ApiRoute[]): Hono {
  const app = new Hono()
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, async c => {
      const signedIn = await guard(ports, c, route)
      const input = route.input.safeParse(await readInput(c, route))
      if (!input.success) throw new CallerError('bad_request', whatIsWrong(input.error))
      const csv = route.also === 'text/csv' && prefersCsv(c)
      const reply = await route.run(input.data, { c, signedIn, now: ports.desk.now(), csv })
      const response = reply.kind === 'response' ? reply.response : toResponse(reply)
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
      return response
    })
  }
  app.all('*', async c => {
    if (!(await ports.auth.session(c.req.raw.headers))) throw new CallerError('unauthenticated', 'sign in first')
    throw new CallerError('not_found', 'no such path')
  })
  return app
}

async function guard(ports: GuardPorts, c: Context, route: ApiRoute): Promise<SignedIn | null> {
  const signedIn = route.access === 'public' ? null : await ports.auth.session(c.req.raw.headers)
  if (route.access !== 'public' && !signedIn) throw new CallerError('unauthenticated', 'sign in first')
  if (route.method === 'post') requireOwnPage(ports, c)
  if (signedIn && typeof route.access !== 'string' && !route.access.includes(signedIn.staff.role)) {
    throw new CallerError('forbidden', 'your role does not allow this')
  }
  return signedIn
}

/** Another site can make a browser send our cookies, but neither JSON nor our Origin with them. */
function requireOwnPage(ports: GuardPorts, c: Context): void {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new CallerError('forbidden', 'changes are sent as application/json')
  const origin = c.req.header('origin')
  if (origin === new URL(ports.publicUrl).origin) return
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== c.req.header('host')) {
    throw new CallerError('forbidden', 'changes are sent from our own pages')
  }
}

/** A body's field never replaces a query's, nor a query's one of the path. */
async function readInput(c: Context, route: ApiRoute): Promise<Record<string, unknown>> {
  const body = route.method === 'post' ? await readJson(c.req.raw) : {}
  return { ...body, ...c.req.query(), ...c.req.param() }
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBody(request, BODY_LIMIT)
  if (!bytes) throw new CallerError('too_large', `a body has ${BODY_LIMIT} bytes at most`)
  if (bytes.length === 0) return {}
  const value = parse(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CallerError('bad_request', 'the body is not a JSON object')
  }
  return { ...value }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Not UTF-8 or not JSON: what it says is of no use, and may be anything.
    return null
  }
}

function prefersCsv(c: Context): boolean {
  const supports = ['application/json', 'text/csv']
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/csv'
}

function toResponse(reply: RouteReply): Response {
  if (reply.kind === 'json') return Response.json(reply.body)
  const name = encodeURIComponent(reply.name)
  return new Response(`${BYTE_ORDER_MARK}${reply.text}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="table.csv"; filename*=UTF-8''${name}`,
    },
  })
}

/** Without it spreadsheets read Chinese as another encoding. */
const BYTE_ORDER_MARK = '\ufeff'
