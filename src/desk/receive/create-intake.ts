import { INTAKE_CONNECTIONS } from '../../../db/database.ts'
import { isUnavailable, Unavailable } from '../../../db/failure.ts'
import type { DeskPorts } from '../ports.ts'
import { fairQueue, type Queued } from './fair-queue.ts'
import { type Arrival, type KnownPeople, knownPeople, placeOf, prepareArrivals } from './prepare-arrivals.ts'
import { type Received, storeArrivals } from './store-arrivals.ts'

/** The events of one request, all of one account, in. */
export type Intake = (arrivals: readonly Arrival[]) => Promise<readonly Received[]>

interface Request extends Queued {
  readonly arrivals: readonly Arrival[]
  stored(received: readonly Received[]): void
  failed(error: unknown): void
}

/** Of requests that come while statements are under way, the next one takes so many events together. */
const MOST_EVENTS = 512
/** So many statements at once; and more where those take long, so that nobody waits for two of them. */
const AT_ONCE = 1
const AT_MOST = 4
const LONG_MS = 50
/** Under load the next statement begins so long after the last one at least, and takes more together. */
const APART_MS = 8
/** Beyond this many events that wait, a platform that has its share of them is asked to come again: memory has an end. */
const MOST_WAITING = 4_000

/**
 * One statement and one commit for the requests that come in together. Each waits for its own events to be stored, and
 * a request that the database won't take fails alone.
 */
export function createIntake(ports: DeskPorts, process: string): Intake {
  const known = knownPeople(ports.now)
  const waiting = fairQueue<Request>(MOST_WAITING)
  const underWay = new Set<number>()
  let lastBegan = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let lookAt = Number.POSITIVE_INFINITY

  function begin(): void {
    const early = lastBegan + APART_MS - performance.now()
    if (early > 0 && !waiting.isUrgent) lookAfter(early)
    else beginAll()
  }

  function beginAll(): void {
    while (!waiting.isEmpty && mayBegin()) {
      const group = waiting.take(MOST_EVENTS)
      const began = performance.now()
      lastBegan = began
      underWay.add(began)
      void storeGroup(ports, known, group, process).finally(() => {
        underWay.delete(began)
        begin()
      })
    }
  }

  /** One timer for all that wait, at the earliest time that anybody asked for: one a request would be thousands. */
  function lookAfter(ms: number): void {
    const at = performance.now() + ms
    if (waiting.isEmpty || at >= lookAt) return
    clearTimeout(timer)
    lookAt = at
    timer = setTimeout(() => {
      lookAt = Number.POSITIVE_INFINITY
      begin()
      lookAfter(LONG_MS + 1)
    }, ms)
  }

  function mayBegin(): boolean {
    if (underWay.size < AT_ONCE) return true
    return underWay.size < AT_MOST && Math.max(...underWay) < performance.now() - LONG_MS
  }

  return arrivals =>
    new Promise((stored, failed) => {
      const [first] = arrivals
      if (!first) return stored([])
      const urgent = arrivals.some(({ danger }) => danger?.level === 'alarm')
      const request = { account: first.account, events: arrivals.length, urgent, arrivals, stored, failed }
      if (!waiting.put(request)) return failed(new Unavailable('too many events are waiting to be stored'))
      begin()
      lookAfter(LONG_MS + 1)
    })
}

/** On every connection, so that a database out of breath need not be asked for a plan first. */
export async function planIntake(ports: DeskPorts): Promise<void> {
  const { intake } = ports.database
  await Promise.all(Array.from({ length: INTAKE_CONNECTIONS }, () => storeArrivals(ports, intake, [])))
}

async function storeGroup(
  ports: DeskPorts,
  known: KnownPeople,
  group: readonly Request[],
  process: string,
): Promise<void> {
  try {
    const all = group.flatMap(request => request.arrivals)
    const received = await storeAll(ports, known, all)
    ringBeside(ports, process)
    for (const { arrivals, stored } of group) stored(received.splice(0, arrivals.length))
  } catch (error) {
    // Something in one of them: the others are none the worse for it.
    if (group.length > 1 && !isUnavailable(error))
      for (const request of group) await storeGroup(ports, known, [request], process)
    else for (const { failed } of group) failed(error)
  }
}

/** The second time everybody is known; a third, should they have been erased or met in between. */
const TRIES = 3

async function storeAll(ports: DeskPorts, known: KnownPeople, arrivals: readonly Arrival[]): Promise<Received[]> {
  const received = new Map<Arrival, Received>()
  for (let tries = 0; tries < TRIES; tries++) {
    const left = arrivals.filter(arrival => !received.has(arrival))
    if (left.length === 0) break
    const stored = await storeArrivals(ports, ports.database.intake, prepareArrivals(ports, known, left))
    for (const [i, arrival] of left.entries()) {
      const one = stored[i]
      if (one) {
        received.set(arrival, one)
        known.put(placeOf(arrival), one.contact)
      } else known.delete(placeOf(arrival))
    }
  }
  return arrivals.map(arrival => {
    const one = received.get(arrival)
    if (!one) throw new Error('an event found nobody whose it is')
    return one
  })
}

/** Other processes may help, but need not: this one is woken by itself, and does not heed its own name. */
function ringBeside({ database, log }: DeskPorts, process: string): void {
  const { bell, db } = database
  bell.ring(db, 'inbound', process).catch(error => log.error('receive.ring_failed', error))
}
