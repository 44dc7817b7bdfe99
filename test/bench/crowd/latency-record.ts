import type { Latency, Second, Shape } from './load.ts'

/** When each answered message began and how long its answer took, and when one was refused. */
export class LatencyRecord {
  readonly #kind: Shape['kind']
  readonly #began: number[] = []
  readonly #took: number[] = []
  readonly #refusedAt: number[] = []
  #from = 0
  #until = Number.POSITIVE_INFINITY

  constructor(kind: Shape['kind']) {
    this.#kind = kind
  }

  begin(): void {
    this.#from = performance.now()
  }

  end(): void {
    this.#until = performance.now()
  }

  get ms(): number {
    return this.#until - this.#from
  }

  /** Answered so far. */
  get count(): number {
    return this.#took.length
  }

  answered(began: number, at: number): void {
    this.#began.push(began)
    this.#took.push(at - began)
  }

  refused(): void {
    this.#refusedAt.push(performance.now())
  }

  /** Of what belongs to the measurement. */
  latencies(): readonly number[] {
    const late = this.#kind === 'closed'
    return this.#took.filter((took, i) => {
      const moment = (this.#began[i] ?? 0) + (late ? took : 0)
      return moment >= this.#from && moment < this.#until
    })
  }

  seconds(): readonly Second[] {
    if (this.#kind === 'closed') return []
    const count = Math.round(this.ms / 1_000)
    const secondOf = (moment: number) => Math.floor((moment - this.#from) / 1_000)
    const taken = Map.groupBy(this.#took.keys(), i => secondOf(this.#began[i] ?? 0))
    const refused = Map.groupBy(this.#refusedAt, secondOf)
    return Array.from({ length: count }, (_, second) => {
      const took = (taken.get(second) ?? []).map(i => this.#took[i] ?? 0)
      return { began: took.length, refused: refused.get(second)?.length ?? 0, ...latencyOf(took) }
    })
  }
}

export function latencyOf(measured: readonly number[]): Latency {
  const sorted = Float64Array.from(measured).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
