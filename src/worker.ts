import { openEdge } from '../db/open-edge.ts'
import { instant } from './core/civil-time.ts'
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
  /** Residents with their page, platforms and probes. The console and its API are Node's. */
  async fetch(request: Request, environment: EdgeEnvironment, context: Context): Promise<Response> {
    try {
      return await answer(request, environment, context)
    } catch (error) {
      return errorResponse(error, telling(error))
    }
  },

  /** What falls due by the clock, and whatever nobody woke. */
  scheduled: (_controller: unknown, environment: EdgeEnvironment): Promise<void> => sweep(environment),

  /** Retries, at their time: the clock strikes only once a minute. The messages say nothing, so one batch is one look. */
  queue: (_batch: unknown, environment: EdgeEnvironment): Promise<void> => sweep(environment),
}

async function sweep(environment: EdgeEnvironment): Promise<void> {
  const database = openEdge(environment.HYPERDRIVE.connectionString)
  try {
    const desk = await openEdgeDesk(isolateOf(environment), database)
    await desk.sweep()
    await desk.settle()
    await desk.stop()
    await wakeLater(desk, environment)
  } catch (error) {
    telling(error).error('edge.sweep_failed', error)
    // The platform writes an error's words down, and those may quote data.
    throw new Error('the sweep failed: see the log')
  } finally {
    await database.close()
  }
}

const MINUTE_S = 60

/** What is due within the minute: later the clock strikes anyway. */
async function wakeLater(desk: EdgeDesk, { WAKE }: EdgeEnvironment): Promise<void> {
  const due = await desk.nextDue()
  if (due === null) return
  const delaySeconds = Math.max(1, Math.ceil((due - Date.now()) / 1_000))
  if (delaySeconds < MINUTE_S) await WAKE.send(null, { delaySeconds })
}

async function answer(request: Request, environment: EdgeEnvironment, context: Context): Promise<Response> {
  const kept = isolateOf(environment)
  const { log, measure, boot } = kept
  const { pathname, protocol } = new URL(request.url)
  const database = openEdge(environment.HYPERDRIVE.connectionString)
  let desk: EdgeDesk | null = null
  let read: Promise<void> = Promise.resolve()
  try {
    // Nobody reads figures here, so the accounts need not be known.
    const furniture = { database, channels: new Map(), now: () => instant(Date.now()) }
    const probes = { desk: furniture, measure, boot, metricsToken: null, spooled: () => 0 }
    const app = baseApp({ log, https: protocol === 'https:', probes })
    if (/^\/(chat|webhooks)\//.test(pathname)) {
      desk = await openEdgeDesk(kept, database)
      app.route(
        '/webhooks',
        webhookRoutes({ desk: desk.ports, takeIn: desk.takeIn, beside: work => context.waitUntil(work) }),
      )
      app.route('/chat', desk.chat)
    }
    // The console's page, too, lies among the files: its sign-in is Node's, so it is not handed out here.
    for (const path of ['/', '/assets/*']) app.get(path, c => page(environment, c.req.raw))
    const passed = passOn(await app.fetch(request))
    read = passed.read
    return passed.response
  } finally {
    const work = request.method === 'GET' ? null : desk
    context.waitUntil(
      Promise.all([read, work && settle(work, environment)])
        .catch(error => log.error('edge.settle_failed', error))
        .finally(() => database.close()),
    )
  }
}

async function settle(desk: EdgeDesk, environment: EdgeEnvironment): Promise<void> {
  await desk.settle()
  await wakeLater(desk, environment)
}

/** A copy: the headers of what comes from there can't be added to. */
async function page({ ASSETS }: EdgeEnvironment, request: Request): Promise<Response> {
  const found = await ASSETS.fetch(request)
  return new Response(found.body, found)
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
