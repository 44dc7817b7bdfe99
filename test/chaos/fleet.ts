import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { oneOf, type Random } from './random.ts'

export interface FleetOptions {
  readonly processes: number
  readonly env: Readonly<Record<string, string>>
  readonly entry?: string
  /** Their clocks can be set: by storm/shifted-clock.ts. */
  readonly clocks?: boolean
}

const START_MS = 180_000
const REVIVE_MS = 50
const CLOCK = join(import.meta.dirname, 'storm/shifted-clock.ts')
const METRICS_TOKEN = 'metrics-of-the-fleet'

/** Desk processes on one database, each at an address that stays its own over restarts. */
export class Fleet {
  readonly urls: readonly string[]
  /** How often a process of it died. */
  deaths = 0
  /** How often one of a storm's ended though nobody had asked it to. */
  fallen = 0
  /** When one of them last came up, in `performance.now` time: the patience of residents begins anew. */
  upSince = 0
  /** Of those that were asked to end before. */
  readonly exits: (number | null)[] = []
  /** Stopped, for good: nobody answers any more. */
  over = false
  readonly #ports: readonly number[]
  readonly #shifts: number[]
  readonly #options: FleetOptions
  readonly #running: (DeskProcess | null)[]
  readonly #outputs: string[] = []
  readonly #starting = new Set<Promise<void>>()
  readonly #ending = new Map<number, Promise<unknown>>()
  readonly #reviving = new Map<number, Promise<void>>()
  #supervised: Promise<unknown> | null = null

  private constructor(options: FleetOptions, ports: readonly number[]) {
    this.#options = options
    this.#ports = ports
    this.#running = ports.map(() => null)
    this.#shifts = ports.map(() => 0)
    this.urls = ports.map(port => `http://127.0.0.1:${port}`)
  }

  /** All of its processes ready; several begin at once, on an empty database too. */
  static async open(options: FleetOptions): Promise<Fleet> {
    const ports: number[] = []
    while (ports.length < options.processes) ports.push(await steadyPort(ports))
    const fleet = new Fleet(options, ports)
    await Promise.all(ports.map((_, place) => fleet.start(place)))
    return fleet
  }

  start(place: number): Promise<void> {
    const starting = this.#begin(place).finally(() => this.#starting.delete(starting))
    this.#starting.add(starting)
    return starting
  }

  async #begin(place: number): Promise<void> {
    if (this.over) return
    const { env, entry, clocks } = this.#options
    const shift = String(this.#shifts[place] ?? 0)
    const desk = await startDeskProcess({
      env: { SEED: 'test', METRICS_TOKEN, ...env, PORT: String(this.#ports[place]), CLOCK_SHIFT_MS: shift },
      ...(entry ? { entry } : {}),
      ...(clocks ? { preload: CLOCK } : {}),
      readyWithin: START_MS,
    })
    this.upSince = performance.now()
    if (this.over) return void (await desk.stop('SIGKILL'))
    this.#running[place] = desk
    if (clocks) void desk.ended.then(() => this.#fell(place, desk))
  }

  /** Whoever is taken down on purpose does not run any more when they end. */
  #fell(place: number, desk: DeskProcess): void {
    if (this.over || this.#running[place] !== desk) return
    this.#running[place] = null
    this.#outputs.push(desk.output())
    this.fallen++
    void this.revive(place)
  }

  /** Until it is up, however often it ends at its start, because its database is away. */
  revive(place: number): Promise<void> {
    const reviving = this.#reviving.get(place) ?? this.#revive(place).finally(() => this.#reviving.delete(place))
    this.#reviving.set(place, reviving)
    return reviving
  }

  async #revive(place: number): Promise<void> {
    while (!this.over && !this.#running[place]) {
      // Its address answers for itself until it is gone: the new one would be taken for ready.
      await this.#ending.get(place)
      await this.start(place).catch(() => pause(REVIVE_MS))
    }
  }

  /** Sets the clock of one of them so far off, and of those that are started in its place. */
  setClock(place: number, shiftMs: number): void {
    this.#shifts[place] = shiftMs
    this.#running[place]?.tell({ shiftMs })
  }

  /** As an operator ends one of them; its exit code goes to `exits`. False: none was running there. */
  async end(place: number): Promise<boolean> {
    const desk = this.#running[place]
    if (!desk) return false
    this.exits.push(await this.#takeDown(place, desk))
    this.#outputs.push(desk.output())
    return true
  }

  /** At once, with no word to it: kill -9. False: none was running there. */
  async kill(place: number): Promise<boolean> {
    const desk = this.#running[place]
    if (!desk) return false
    await this.#takeDown(place, desk, 'SIGKILL')
    this.#outputs.push(desk.output())
    this.deaths++
    return true
  }

  #takeDown(place: number, desk: DeskProcess, signal?: NodeJS.Signals): Promise<number | null> {
    this.#running[place] = null
    const ending = desk.stop(signal)
    this.#ending.set(place, ending)
    return ending
  }

  /** Starts whoever dies of themselves again, until `stop`. */
  supervise(): void {
    this.#supervised = Promise.all(this.#ports.map((_, place) => this.#keepAlive(place)))
  }

  async #keepAlive(place: number): Promise<void> {
    while (!this.over) {
      const desk = this.#running[place]
      if (desk) {
        await desk.ended
        if (this.over) return
        this.#outputs.push(desk.output())
        this.#running[place] = null
        this.deaths++
      }
      // It may die before it was ready: that is a death too, and the next try follows.
      await this.start(place).catch(() => {
        this.deaths++
      })
    }
  }

  /** An address of one of them, dead or alive. */
  any(random: Random): string {
    return oneOf(random, this.urls)
  }

  /** Until no accepted event waits and nothing is left to be sent, as the desks themselves report it. */
  async untilIdle(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs
    for (;;) {
      if (await this.isIdle()) return
      if (performance.now() > until) throw new Error(`not idle after ${withinMs} ms`)
      await pause(100)
    }
  }

  async isIdle(): Promise<boolean> {
    const figures = await this.#figures().catch(() => null)
    return figures?.every(figure => figure === 0) ?? false
  }

  async #figures(): Promise<number[]> {
    const texts = await Promise.all(
      this.urls.map(async url => {
        const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
        return answer.text()
      }),
    )
    return texts.flatMap(text =>
      ['oldest_unhandled_seconds', 'oldest_unsent_seconds', 'spool_size'].map(name =>
        Number(new RegExp(`^zhaoying_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN),
      ),
    )
  }

  /** As an operator stops them; gives their exit codes. */
  async stop(): Promise<readonly (number | null)[]> {
    // One may answer already and still be looked at as starting.
    await Promise.allSettled(this.#starting)
    this.over = true
    const running = this.#running.filter(desk => desk !== null)
    const codes = await Promise.all(running.map(desk => desk.stop()))
    await this.#supervised
    this.#outputs.push(...running.map(desk => desk.output()))
    return codes
  }

  /** For a test that failed: nothing of it may stay. */
  async abandon(): Promise<void> {
    this.over = true
    await Promise.all(this.#running.map(desk => desk?.stop('SIGKILL')))
    await Promise.allSettled(this.#starting)
    await this.#supervised
  }

  /** What they wrote, each life by itself. */
  outputs(): readonly string[] {
    return [...this.#outputs, ...this.#running.flatMap(desk => desk?.output() ?? [])]
  }

  /** What they logged as errors or warnings, all lives together. */
  complaints(): readonly string[] {
    return this.outputs().flatMap(output =>
      output.split('\n').filter(line => /"level":"(error|warn|fatal)"/.test(line)),
    )
  }
}

/**
 * Below the ports that systems give to outgoing connections: one of those, opened by a client while the desk is down,
 * would take its address away, or even connect to itself.
 */
async function steadyPort(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000)
    if (!taken.includes(port) && (await isFree(port))) return port
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise(resolve => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
