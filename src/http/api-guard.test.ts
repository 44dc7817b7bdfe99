import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { ROLES } from '../core/staff.ts'
import type { Trade } from '../core/trade.ts'
import type { ApiRoute } from './api-route.ts'
import { apiRoutes } from './api-routes.ts'
import { ORIGIN, sessionOf, type TestApp, testApp } from './test-app.ts'

const trade: Trade<Tx> = {
  name: 'parcels',
  operations: [],
  lists: async () => [],
  routes: [
    {
      method: 'get',
      path: '/parcels',
      summary: 'Parcels',
      roles: ['dispatcher'],
      input: z.object({ day: z.iso.date(), size: z.coerce.number().optional() }),
      output: z.object({ day: z.string() }),
      async run(_tx, input, { csv }) {
        if (csv) return { kind: 'csv', name: '包裹.csv', text: '名称,数\r\n' }
        return { kind: 'json', body: input }
      },
    },
    {
      method: 'post',
      path: '/parcels/:id/lost',
      summary: 'Lost',
      roles: ['dispatcher'],
      input: z.object({ id: z.uuid(), note: z.string() }),
      output: z.object({ id: z.uuid(), note: z.string() }),
      run: async (_tx, input) => ({ kind: 'json', body: input }),
    },
  ],
}

let rig: TestApp
let routes: ApiRoute[]
beforeAll(async () => {
  rig = await testApp('pglite', { trades: () => [trade] })
  routes = apiRoutes(rig.ports)
})
afterAll(() => rig.close())

const ID = '0193a0a0-0000-7000-8000-000000000001'
const pathOf = (route: ApiRoute) => `/api${route.path.replace(/:\w+/g, ID)}`
const verb = (route: ApiRoute) => (route.method === 'get' ? 'GET' : 'POST')
const guarded = () => routes.filter(route => route.access !== 'public')

describe('every path below /api', () => {
  test('is public only where it must be', () => {
    const open = routes.filter(route => route.access === 'public').map(route => route.path)
    expect(open).toEqual(['/auth/sign-in/username', '/openapi.json'])
  })

  test('answers 401 to whoever is not signed in', async () => {
    for (const route of guarded())
      expect([route.path, (await rig.ask(verb(route), pathOf(route))).status]).toEqual([route.path, 401])
    expect((await rig.ask('GET', '/api/nothing')).status).toBe(401)
    expect((await rig.ask('GET', '/api')).status).toBe(401)
  })

  test('answers 401 to a made-up cookie', async () => {
    const cookie = 'desk.session_token=made.up'
    for (const route of guarded()) expect((await rig.ask(verb(route), pathOf(route), { cookie })).status).toBe(401)
  })

  test('answers 403 to every role it does not name', async () => {
    let refused = 0
    for (const role of ROLES) {
      const cookie = await sessionOf(rig, `role_${role}`, role, ['4101'])
      for (const route of guarded()) {
        if (typeof route.access === 'string' || route.access.includes(role)) continue
        expect([role, route.path, (await rig.ask(verb(route), pathOf(route), { cookie })).status]).toEqual([
          role,
          route.path,
          403,
        ])
        refused++
      }
    }
    expect(refused).toBeGreaterThan(10)
  })

  test('that changes something takes JSON from our own pages only', async () => {
    const cookie = await sessionOf(rig, 'own_pages', 'dispatcher', ['4101'])
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: `${ORIGIN}.evil.example` },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/json-seq' },
    ]
    for (const route of routes.filter(each => each.method === 'post')) {
      for (const headers of foreign) {
        const response = await rig.ask('POST', pathOf(route), { cookie, headers })
        expect([route.path, headers, response.status]).toEqual([route.path, headers, 403])
      }
    }
  })

  test('is our own page by the Host too, where PUBLIC_URL is another name of it', async () => {
    const cookie = await sessionOf(rig, 'by_host', 'dispatcher', ['4101'])
    const headers = { host: '10.0.0.7:8787', origin: 'http://10.0.0.7:8787' }
    expect((await rig.ask('POST', '/api/auth/sign-out', { cookie, headers })).status).toBe(200)
  })
})

describe('a trade’s route', () => {
  let cookie: string
  beforeAll(async () => {
    cookie = await sessionOf(rig, 'trader', 'dispatcher', ['4101'])
  })

  test('gets its parsed input, and answers JSON that nobody caches', async () => {
    const response = await rig.ask('GET', '/api/parcels?day=2026-11-25&size=3', { cookie })
    expect(await response.json()).toEqual({ day: '2026-11-25', size: 3 })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('answers a table to whoever prefers one', async () => {
    const headers = { accept: 'text/csv' }
    const response = await rig.ask('GET', '/api/parcels?day=2026-11-25', { cookie, headers })
    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('包裹.csv'))
    expect(await response.text()).toBe('名称,数\r\n')
    const both = await rig.ask('GET', '/api/parcels?day=2026-11-25', {
      cookie,
      headers: { accept: 'application/json, */*' },
    })
    expect(both.headers.get('content-type')).toContain('application/json')
  })

  test.each([
    ['a missing field', '/api/parcels', 'day'],
    ['a field of another form', '/api/parcels?day=tomorrow', 'day'],
  ])('%s is named, not quoted', async (_, path, field) => {
    const response = await rig.ask('GET', path, { cookie })
    expect(response.status).toBe(400)
    const { error } = z
      .object({ error: z.object({ code: z.string(), message: z.string() }) })
      .parse(await response.json())
    expect(error.code).toBe('bad_request')
    expect(error.message).toContain(field)
    expect(error.message).not.toContain('tomorrow')
  })

  test('takes the id of the path, whatever the body says', async () => {
    const body = { id: '0193a0a0-0000-7000-8000-00000000ffff', note: 'x' }
    expect(await (await rig.ask('POST', `/api/parcels/${ID}/lost`, { cookie, body })).json()).toEqual({
      id: ID,
      note: 'x',
    })
  })

  test.each([
    ['no JSON', '{"note":', 400],
    ['a list', '[]', 400],
    ['too much', JSON.stringify({ note: 'x'.repeat(300_000) }), 413],
  ])('%s in the body is refused', async (_, body, status) => {
    const headers = { 'content-type': 'application/json', origin: ORIGIN, cookie }
    const response = await rig.app.request(`${ORIGIN}/api/parcels/${ID}/lost`, { method: 'POST', headers, body })
    expect(response.status).toBe(status)
  })
})

test('the description names every path, its parameters, roles and failures', async () => {
  const response = await rig.ask('GET', '/api/openapi.json')
  const shape = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  const { openapi, paths } = shape.parse(await response.json())
  expect(openapi).toBe('3.1.0')
  for (const route of routes) expect(paths[`/api${route.path.replace(/:(\w+)/g, '{$1}')}`]).toHaveProperty(route.method)
  expect(paths['/api/parcels']?.get).toMatchObject({
    'x-roles': ['dispatcher'],
    parameters: [
      { name: 'day', in: 'query', required: true },
      { name: 'size', in: 'query', required: false },
    ],
    responses: { 200: { content: { 'text/csv': {} } }, 401: {}, 403: {} },
  })
  expect(paths['/api/handoffs/{handoff}/reply']?.post).toMatchObject({
    parameters: [{ name: 'handoff', in: 'path', required: true }],
    requestBody: { content: { 'application/json': { schema: { required: ['id', 'text'] } } } },
  })
})
