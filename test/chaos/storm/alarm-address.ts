import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { AlarmCall } from './history.ts'

export type AddressFault = 'error' | 'reset' | 'silence'

export interface AlarmAddress {
  readonly url: string
  readonly calls: readonly AlarmCall[]
  /** What becomes of each call from now on; null: it is taken. */
  fails(fault: AddressFault | null): void
  close(): Promise<void>
}

const pushed = z.object({ id: z.string() })

/** What stands at ALARM_URL. `silence`: it answers only after so long. */
export async function openAlarmAddress(now: () => number, silenceMs: number): Promise<AlarmAddress> {
  const calls: AlarmCall[] = []
  let fault: AddressFault | null = null
  const server = createServer(async (request, response) => {
    const failing = fault
    const { id } = pushed.parse(JSON.parse(await textOf(request)))
    calls.push({ alarm: id, at: now(), taken: failing === null })
    if (failing === 'reset') return void request.socket.destroy()
    if (failing === 'silence') await pause(silenceMs)
    response.writeHead(failing === 'error' ? 500 : 204).end()
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // an internet server that listens has one
  return {
    url: `http://127.0.0.1:${port}/alarms`,
    calls,
    fails: next => {
      fault = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString()
}
