/** Figures of this process since its start, for /metrics: counters, and how long things took. */
export interface Measure {
  /** Names: received, handled, sent, failed … lower case with underscores. */
  count(name: string, by?: number): void
  time(name: string, ms: number): void
  /** Prometheus text of everything counted so far. */
  text(): string
}

/** Upper bounds in milliseconds. */
const BUCKETS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

interface Timing {
  readonly buckets: number[]
  sum: number
  count: number
}

/** `counters` stand at 0 before they are first counted, so that a rate can be read from the start. */
export function createMeasure(counters: readonly string[], timings: readonly string[]): Measure {
  const counts = new Map(counters.map(name => [name, 0]))
  const times = new Map(timings.map(name => [name, newTiming()]))
  return {
    count: (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    time: (name, ms) => {
      const timing = times.get(name) ?? newTiming()
      times.set(name, timing)
      add(timing, ms)
    },
    text: () => [...[...counts].map(counterText), ...[...times].map(timingText)].join(''),
  }
}

function newTiming(): Timing {
  return { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }
}

function add(timing: Timing, ms: number): void {
  const index = BUCKETS.findIndex(bound => ms <= bound)
  if (index >= 0) timing.buckets[index] = (timing.buckets[index] ?? 0) + 1
  timing.sum += ms
  timing.count++
}

function counterText([name, value]: readonly [string, number]): string {
  return `# TYPE zhaoying_${name}_total counter\nzhaoying_${name}_total ${value}\n`
}

function timingText([name, timing]: readonly [string, Timing]): string {
  const full = `zhaoying_${name}_seconds`
  let below = 0
  const lines = BUCKETS.map((bound, i) => {
    below += timing.buckets[i] ?? 0
    return `${full}_bucket{le="${bound / 1_000}"} ${below}\n`
  })
  const total = `${full}_bucket{le="+Inf"} ${timing.count}\n${full}_sum ${timing.sum / 1_000}\n${full}_count ${timing.count}\n`
  return `# TYPE ${full} histogram\n${lines.join('')}${total}`
}
