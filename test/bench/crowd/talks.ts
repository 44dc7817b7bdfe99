import { setTimeout as pause } from 'node:timers/promises'
import { Answers } from './answers.ts'
import type { Crowded, Latency, Load } from './load.ts'
import { type ScriptLine, saying, textUpdate } from './script.ts'
import { WebhookSender } from './webhook-sender.ts'

const PATIENCE_MS = 60_000
const REDELIVER_MS = 50

/** The talks of one load with a bot, and what came of them. */
export class Talks {
  readonly answers = new Answers(PATIENCE_MS)
  readonly #sender: WebhookSender
  readonly #load: Load
  readonly #latencies: number[] = []
  #measuringSince = 0
  #measuredMs = 0
  #people = 0
  #unfinished = 0
  #refused = 0

  constructor(load: Load) {
    this.#load = load
    this.#sender = new WebhookSender(load.door)
  }

  /** Somebody who did not speak before. */
  next(): number {
    return this.#load.firstPerson + this.#people++
  }

  /** Says the line and waits for the answer and for the webhook's. Its latency, or null: the talk can't go on. */
  async exchange(person: number, line: ScriptLine): Promise<number | null> {
    const body = textUpdate(person, saying(line, person))
    const began = performance.now()
    const answered = this.answers.expect(person, line.hears)
    const taken = await this.#deliver(body, began)
    const at = taken ? await answered : null
    if (at === null) {
      this.#unfinished++
      return null
    }
    if (this.#measuringSince > 0 && this.#measuredMs === 0) this.#latencies.push(at - began)
    return at - began
  }

  beginMeasuring(): void {
    this.#measuringSince = performance.now()
  }

  endMeasuring(): void {
    this.#measuredMs = performance.now() - this.#measuringSince
  }

  close(otherCalls: number): Crowded {
    this.#sender.close()
    this.answers.close()
    const { strayCount, strays } = this.answers
    return {
      messages: this.#latencies.length,
      measuredMs: this.#measuredMs,
      latency: latencyOf(this.#latencies),
      people: this.#people,
      unfinished: this.#unfinished,
      refused: this.#refused,
      strayCount,
      strays,
      otherCalls,
    }
  }

  /** As the platform does: again until it is taken. False: not within the patience of people. */
  async #deliver(body: string, began: number): Promise<boolean> {
    for (;;) {
      const status = await this.#sender.post(body)
      if (status >= 200 && status < 300) return true
      this.#refused++
      if (performance.now() - began > PATIENCE_MS) return false
      await pause(REDELIVER_MS)
    }
  }
}

function latencyOf(measured: readonly number[]): Latency {
  const sorted = Float64Array.from(measured).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
