import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { pooledFetch } from './pooled-fetch.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function platform(answer: RequestListener): Promise<{ url: string; server: Server; fetch: typeof fetch }> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const pool = pooledFetch()
  open.push(
    () => pool.close(),
    () => server.close(),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, fetch: pool.fetch } // TCP
}

test('sends method, headers and body, and gives status, headers and body', async () => {
  const { url, fetch } = await platform(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(429, { 'retry-after': '3', 'set-cookie': ['a=1', 'b=2'] })
    response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
  })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/x?y=1`, { method: 'POST', headers, body: '{"text":"饭"}' })
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('3')
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await answer.text()).toBe('POST /x?y=1 application/json {"text":"饭"}')
})

test('calls one after another share connections', async () => {
  let connections = 0
  const { url, server, fetch } = await platform((_, response) => response.end('ok'))
  server.on('connection', () => connections++)
  for (let i = 0; i < 20; i++) await (await fetch(url)).text()
  // An answer is read a moment before its connection is free again.
  expect(connections).toBeLessThanOrEqual(2)
})

test('a long answer is read as it comes, and may be left in the middle', async () => {
  const { url, fetch } = await platform((_, response) => {
    response.write('x'.repeat(100_000))
  })
  const reader = (await fetch(url)).body?.getReader()
  expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0)
  await reader?.cancel()
})

test('a signal ends a call that nobody answers', async () => {
  const { url, fetch } = await platform(() => {})
  const failure = await fetch(url, { signal: AbortSignal.timeout(30) }).catch(error => error)
  expect(failure.name).toMatch(/AbortError|TimeoutError/)
})

test('a failure tells what kind it is and not where to', async () => {
  const { url, fetch } = await platform(request => request.socket.destroy())
  const reset = await fetch(`${url}/bot-secret/send`).catch(error => error)
  expect(reset).toMatchObject({ message: 'fetch failed', code: 'ECONNRESET' })
  const refused = await fetch('http://127.0.0.1:1/bot-secret/send').catch(error => error)
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
  expect(JSON.stringify([reset, refused]) + reset.stack + refused.stack).not.toContain('bot-secret')
})
