import { setTimeout as pause } from 'node:timers/promises'
import { Answers } from './answers.ts'
import { LatencyRecord, latencyOf } from './latency-record.ts'
import type { Crowded, Load } from './load.ts'
import { type ScriptLine, saying, textUpdate } from './script.ts'
import { WebhookSender } from './webhook-sender.ts'

const PATIENCE_MS = 300_000
/** Where it is not told when. */
const REDELIVER_MS = 1_000
/** Far more than Telegram opens to one bot (100): who is slow to answer shall not be spared for it. */
const CONNECTIONS = 1_000

/** The talks of one load with a bot, and what came of them. */
export class Talks {
  readonly answers: Answers
  readonly record: LatencyRecord
  unsaid = 0
  unfinished = 0
  /** Taken, and never answered. */
  lost = 0
  readonly #senders: readonly WebhookSender[]
  readonly #load: Load
  readonly #refused: Record<number, number> = {}
  #people = 0
  #posted = 0

  constructor(load: Load) {
    this.#load = load
    this.answers = new Answers(PATIENCE_MS, load.news)
    this.record = new LatencyRecord(load.shape.kind)
    const connections = (load.shape.kind === 'open' && load.shape.connections) || CONNECTIONS
    this.#senders = load.doors.map(door => new WebhookSender(door, connections))
  }

  /** Somebody who did not speak before; null: all have. */
  next(): number | null {
    return this.#people < this.#load.people ? this.#load.firstPerson + this.#people++ : null
  }

  /** Says the line and waits for the answer and for the webhook's. False: the talk can't go on. */
  async exchange(person: number, line: ScriptLine): Promise<boolean> {
    const body = textUpdate(person, saying(line, person))
    const began = performance.now()
    const answered = this.answers.expect(person, line.hears)
    const taken = await this.#deliver(body, began)
    const at = taken ? await answered : null
    if (taken && at === null) this.lost++
    if (at === null) this.unfinished++
    else this.record.answered(began, at)
    return at !== null
  }

  close(otherCalls: number): Crowded {
    for (const sender of this.#senders) sender.close()
    this.answers.close()
    const { strayCount, strays, news } = this.answers
    const latencies = this.record.latencies()
    return {
      messages: latencies.length,
      measuredMs: this.record.ms,
      latency: latencyOf(latencies),
      seconds: this.record.seconds(),
      people: this.#people,
      unfinished: this.unfinished,
      lost: this.lost,
      refused: this.#refused,
      strayCount,
      strays,
      news,
      unsaid: this.unsaid,
      otherCalls,
    }
  }

  /** As the platform does: again until it is taken. False: not within the patience of people. */
  async #deliver(body: string, began: number): Promise<boolean> {
    for (;;) {
      const sender = this.#senders[this.#posted++ % this.#senders.length]
      if (!sender) return false
      const { status, retryAfterMs } = await sender.post(body)
      if (status >= 200 && status < 300) return true
      this.#refused[status] = (this.#refused[status] ?? 0) + 1
      this.record.refused()
      if (performance.now() - began > PATIENCE_MS) return false
      await pause(retryAfterMs ?? REDELIVER_MS)
    }
  }
}
