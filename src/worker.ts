import { openEdge } from '../db/open-edge.ts'
import { SettingError } from './core/errors.ts'
import type { Log } from './core/log.ts'
import { baseApp } from './http/base-app.ts'
import { errorResponse } from './http/errors.ts'
import { webhookRoutes } from './http/webhooks.ts'
import { consoleLog } from './log/console-log.ts'
import { type EdgeEnvironment, Isolate } from './start/isolate.ts'
import { type EdgeDesk, openEdgeDesk } from './start/open-edge-desk.ts'

interface Context {
  /** Goes on for up to 30 seconds after the answer. */
  waitUntil(work: Promise<unknown>): void
}

let isolate: Isolate | null = null

/** Made with the first request: the platform refuses random numbers before. */
function isolateOf(environment: EdgeEnvironment): Isolate {
  isolate ??= new Isolate(environment)
  return isolate
}

export default {
  /** Residents, platforms and probes. The console and its API are Node's. */
  async fetch(request: Request, environment: EdgeEnvironment, context: Context): Promise<Response> {
    try {
      return await answer(request, isolateOf(environment), environment.HYPERDRIVE.connectionString, context)
    } catch (error) {
      return errorResponse(error, telling(error))
    }
  },

  /** What falls due by the clock, and whatever nobody woke. */
  async scheduled(_controller: unknown, environment: EdgeEnvironment): Promise<void> {
    const database = openEdge(environment.HYPERDRIVE.connectionString)
    try {
      const desk = await openEdgeDesk(isolateOf(environment), database)
      await desk.sweep()
      await desk.settle()
      await desk.stop()
    } catch (error) {
      telling(error).error('edge.sweep_failed', error)
      // The platform writes an error's words down, and those may quote data.
      throw new Error('the sweep failed: see the log')
    } finally {
      await database.close()
    }
  },
}

async function answer(request: Request, kept: Isolate, url: string, context: Context): Promise<Response> {
  const { log, measure, boot } = kept
  const { pathname, protocol } = new URL(request.url)
  const database = openEdge(url)
  let desk: EdgeDesk | null = null
  let read: Promise<void> = Promise.resolve()
  try {
    const probes = { desk: { database }, measure, boot, metricsToken: null }
    const app = baseApp({ log, https: protocol === 'https:', probes })
    if (/^\/(chat|webhooks)\//.test(pathname)) {
      desk = await openEdgeDesk(kept, database)
      app.route(
        '/webhooks',
        webhookRoutes({ desk: desk.ports, receive: desk.receive, beside: work => context.waitUntil(work) }),
      )
      app.route('/chat', desk.chat)
    }
    const passed = passOn(await app.fetch(request))
    read = passed.read
    return passed.response
  } finally {
    const work = request.method === 'GET' ? null : desk
    context.waitUntil(
      Promise.all([read, work?.settle()])
        .catch(error => log.error('edge.settle_failed', error))
        .finally(() => database.close()),
    )
  }
}

/** The same answer, and when it was read to its end or its reader left: a stream needs the database until then. */
function passOn(response: Response): { response: Response; read: Promise<void> } {
  if (!response.body) return { response, read: Promise.resolve() }
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const read = response.body.pipeTo(writable).catch(() => {}) // the reader left
  return { response: new Response(readable, response), read }
}

/** A wrong setting is told in words, which are ours and hold no value. */
function telling(error: unknown): Log {
  const log = isolate?.log ?? consoleLog('info')
  if (error instanceof SettingError) log.error('edge.setting', error, { cure: error.message })
  return log
}
