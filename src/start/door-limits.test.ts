import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type DoorLimits, openDoor } from './open-door.ts'

const QUICK = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 300,
  requestTimeout: 600,
  connectionsCheckingInterval: 50,
  maxConnections: 50,
}
const HEAD = 'POST / HTTP/1.1\r\nHost: desk\r\n'

async function doorOf(limits?: DoorLimits) {
  const door = await openDoor({ host: '127.0.0.1', port: 0 }, limits)
  door.serve(async request => new Response(await request.text()))
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await door.close()
  })
  /** What is said to whoever sends this, and a byte of `drip` every 20 ms, until the door closes. */
  async function tell(words: string, drip = ''): Promise<{ status: string; afterMs: number }> {
    const began = performance.now()
    const socket = connect(door.port, '127.0.0.1').on('error', () => {})
    sockets.push(socket)
    let answer = ''
    socket.on('data', chunk => (answer += chunk))
    socket.write(words)
    const dripping = setInterval(() => drip && socket.write(drip), 20)
    await new Promise(done => socket.on('close', done))
    clearInterval(dripping)
    return { status: /^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 'closed', afterMs: performance.now() - began }
  }
  const ask = async () => (await fetch(`http://127.0.0.1:${door.port}`, { method: 'POST', body: 'here' })).text()
  const hold = async () => {
    const socket = connect(door.port, '127.0.0.1').on('error', () => {})
    sockets.push(socket)
    await once(socket, 'connect')
    return socket
  }
  return { tell, ask, hold }
}

test('headers beyond 16 KB are answered 431, many small ones too, and those below it are read', async () => {
  const { tell, ask } = await doorOf()
  const last = 'Connection: close\r\nContent-Length: 0\r\n\r\n'
  expect(await tell(`${HEAD}X: ${'x'.repeat(17 * 1024)}\r\n${last}`)).toMatchObject({ status: '431' })
  expect(await tell(`${HEAD}${'X: x\r\n'.repeat(5_000)}${last}`)).toMatchObject({ status: '431' })
  expect(await tell(`${HEAD}X: ${'x'.repeat(15 * 1024)}\r\n${last}`)).toMatchObject({ status: '200' })
  expect(await ask()).toBe('here')
})

test('forty who send their headers byte by byte are sent away in time, and hold up nobody meanwhile', async () => {
  const { tell, ask } = await doorOf(QUICK)
  const slow = Array.from({ length: 40 }, () => tell(`${HEAD}X: `, 'x'))
  await pause(150)
  expect(await ask()).toBe('here')
  for (const { status, afterMs } of await Promise.all(slow)) {
    expect(status).toBe('408')
    expect(afterMs).toBeLessThan(3_000)
  }
})

test('a body that drips is cut off, and one that never comes', async () => {
  const { tell, ask } = await doorOf(QUICK)
  const bodies = await Promise.all([
    tell(`${HEAD}Content-Length: 99999\r\n\r\n`, 'x'),
    tell(`${HEAD}Content-Length: 99999\r\n\r\n`),
    tell(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'),
  ])
  for (const { status, afterMs } of bodies) {
    expect(status).not.toBe('200')
    expect(afterMs).toBeLessThan(4_000)
  }
  expect(await ask()).toBe('here')
})

test('one connection more than bearable is closed, and there is room again when another leaves', async () => {
  const { tell, hold } = await doorOf({ ...QUICK, headersTimeout: 20_000, requestTimeout: 20_000, maxConnections: 3 })
  const held = await Promise.all([hold(), hold(), hold()])
  const whole = `${HEAD}Connection: close\r\nContent-Length: 0\r\n\r\n`
  expect(await tell(whole)).toMatchObject({ status: 'closed' })
  held[0]?.destroy()
  await pause(100)
  expect(await tell(whole)).toMatchObject({ status: '200' })
})
