import { setTimeout as pause } from 'node:timers/promises'
import { diner, dinerScript } from '../diners.ts'
import type { Fleet } from '../fleet.ts'
import { between, type Random, randomFrom } from '../random.ts'
import type { Question } from '../resident.ts'
import type { Chronicle } from './chronicle.ts'
import { type Deed, MESSENGER_MOUTHS, type Mouth, openWebMouth } from './mouths.ts'
import { MANNERS, type Manner, type PlannedLine, type PlannedPerson } from './plan.ts'
import type { Platforms } from './platforms.ts'

export interface World {
  readonly fleet: Fleet
  readonly platforms: Platforms
  readonly chronicle: Chronicle
  /** When nobody tries any more: whatever is not answered by then is a finding. */
  readonly endsAt: () => number
}

const LOOK_MS = 40
/** Longer nobody waits for the next question. */
const ANSWERED_WITHIN_MS = 20_000

/** One person with all that they do in a run. */
export class Resident {
  readonly planned: PlannedPerson
  mouth: Mouth | null = null
  /** Reached the receipt. */
  served = false
  readonly manners: Manner[] = []
  readonly #world: World
  readonly #random: Random
  readonly #nth: number
  readonly #underWay: Promise<void>[] = []
  /** Held back until the next one was sent. */
  #behind: (() => void) | null = null

  constructor(world: World, planned: PlannedPerson, nth: number) {
    this.#world = world
    this.planned = planned
    this.#nth = nth
    this.#random = randomFrom(planned.seed)
  }

  async live(): Promise<void> {
    await pause(this.planned.starts)
    this.mouth = await this.#openMouth()
    if (!this.mouth) return
    if (this.planned.dines) await this.#dine(this.mouth)
    for (const line of this.planned.lines) {
      await pause(line.after)
      await this.#say(this.mouth, line)
    }
    this.#behind?.()
    await Promise.all(this.#underWay)
  }

  async #openMouth(): Promise<Mouth | null> {
    const { channel } = this.planned
    if (channel !== 'web') return MESSENGER_MOUTHS[channel](this.#world.platforms, this.#nth)
    while (!this.#isOver()) {
      const mouth = await openWebMouth(this.#url()).catch(() => null)
      if (mouth) return mouth
      await pause(LOOK_MS)
    }
    return null
  }

  /** Resolves when the desk has it, or when the next one may be said before it. */
  async #say(mouth: Mouth, { words, manner, cry = false, asksForPerson = false }: PlannedLine): Promise<void> {
    this.manners.push(manner)
    const deed = mouth.write(words)
    const attempts = this.#world.chronicle.did(mouth.who, deed, { words, cry, asksForPerson })
    const deliver = () => this.#untilTaken(deed, attempts)
    const held = this.#behind
    this.#behind = null
    if (manner === 'swapped') {
      this.#behind = () => this.#underWay.push(deliver())
    } else if (manner === 'late') {
      this.#underWay.push(pause(between(this.#random, 400, 1_500)).then(deliver))
    } else {
      await Promise.all(manner === 'twice' ? [deliver(), deliver()] : [deliver()])
      if (manner === 'again') this.#underWay.push(pause(between(this.#random, 300, 1_500)).then(deliver))
    }
    held?.()
  }

  async #untilTaken(deed: Deed, attempts: Parameters<Chronicle['attempt']>[0]): Promise<void> {
    while (!this.#isOver()) {
      const url = this.#url()
      const status = await this.#world.chronicle.attempt(attempts, () => deed.send(url))
      if (status !== null && status !== 429 && status < 500) return
      await pause(between(this.#random, 40, 160))
    }
  }

  /** Answers whatever is asked next, as often as it takes to the receipt. */
  async #dine(mouth: Mouth): Promise<void> {
    this.#world.chronicle.wishes.set(mouth.who, 1)
    const script = dinerScript(diner(this.#random, this.#nth, Date.now()))
    const line = (words: string): PlannedLine => {
      const manner = this.#random() < 0.7 ? 'plain' : MANNERS[between(this.#random, 0, 2)]
      return { after: 0, words, manner: manner ?? 'plain' }
    }
    await this.#say(mouth, line(script.opening))
    let asked = -1
    let since = performance.now()
    while (!this.#isOver() && performance.now() < since + ANSWERED_WITHIN_MS) {
      const heard = await mouth.heard(this.#url()).catch(() => [])
      this.served = heard.some(words => script.done.test(words))
      if (this.served) return
      const next = nextQuestion(script.questions, heard, asked)
      const question = script.questions[next]
      if (question) {
        asked = next
        since = performance.now()
        await this.#say(mouth, line(question.answer))
      } else await pause(LOOK_MS)
    }
  }

  #isOver(): boolean {
    return this.#world.chronicle.now() > this.#world.endsAt()
  }

  #url(): string {
    return this.#world.fleet.any(this.#random)
  }
}

/** The furthest that was asked, behind the last that was answered; -1: none. */
function nextQuestion(questions: readonly Question[], heard: readonly string[], asked: number): number {
  return questions.findLastIndex((question, place) => place > asked && heard.some(words => question.asks.test(words)))
}
