import { setTimeout as pause } from 'node:timers/promises'
import { ChatLine, type Said, type Shown } from './chat-line.ts'
import type { Fleet } from './fleet.ts'
import { between, type Random, randomFrom } from './random.ts'

/** What a resident expects to be asked, and answers. */
export interface Question {
  readonly asks: RegExp
  readonly answer: string
  /** What must stand in the question, since it is about this resident alone. */
  readonly shows?: readonly string[]
  /** The next one's answer may be sent along, unasked. */
  readonly knowsNext?: boolean
  /** Sometimes answered twice, as two messages: an impatient finger. */
  readonly twice?: boolean
}

export interface Script {
  readonly opening: string
  readonly questions: readonly Question[]
  readonly done: RegExp
}

/** One talk, as its resident lived it. */
export interface Story {
  readonly session: string
  /** Ids in the order in which they were sent, each once. */
  readonly sent: readonly string[]
  /** The whole page at the end. */
  readonly page: readonly Shown[]
}

/** How long a resident waits for an answer, once desks stay up: one that met two deaths is tried again only then. */
const REPLY_MS = 120_000
const LOOK_EVERY_MS = 100

/** Talks through the script, over HTTP, with the habits of people and networks. */
export async function liveThrough(fleet: Fleet, seed: number, script: Script): Promise<Story> {
  const random = randomFrom(seed)
  const resident = new Resident(fleet, await ChatLine.open(fleet, random), random)
  try {
    return await resident.talk(script)
  } catch (error) {
    const page = resident.page.map(line => `  ${line.id} ${line.from}: ${line.text}`).join('\n')
    throw new Error(`a resident's talk went wrong after ${resident.sent.join(' ')}:\n${page}`, { cause: error })
  }
}

class Resident {
  readonly page: Shown[] = []
  readonly sent: string[] = []
  readonly #fleet: Fleet
  readonly #line: ChatLine
  readonly #random: Random
  readonly #late: { id: string; said: Said; after: number }[] = []

  constructor(fleet: Fleet, line: ChatLine, random: Random) {
    this.#fleet = fleet
    this.#line = line
    this.#random = random
  }

  async talk(script: Script): Promise<Story> {
    await this.#say({ text: script.opening })
    for (;;) {
      const last = await this.#reply()
      if (this.page.some(line => line.from === 'bot' && script.done.test(line.text))) break
      await this.#answer(script, last)
    }
    await this.#sayAgain(Number.POSITIVE_INFINITY)
    return { session: this.#line.session, sent: this.sent, page: await this.#wholePage() }
  }

  async #answer({ questions }: Script, asked: Shown): Promise<void> {
    const place = questions.findIndex(question => question.asks.test(asked.text))
    const question = questions[place]
    if (!question) throw new Error(`asked what nobody expected: ${asked.text}`)
    for (const words of question.shows ?? []) {
      if (!asked.text.includes(words)) throw new Error(`${words} is missing in: ${asked.text}`)
    }
    const next = questions[place + 1]
    const choice = asked.choices?.find(({ label }) => label === question.answer)
    const said = choice && this.#random() < 0.4 ? { choice: choice.id } : { text: question.answer }
    await this.#say(said)
    if (question.knowsNext && next && this.#random() < 0.5) await this.#say({ text: next.answer })
    if (question.twice && this.#random() < 0.3) await this.#say(said)
    await this.#sayAgain(this.sent.length)
  }

  /** Sometimes twice at once, or once more later. */
  async #say(said: Said): Promise<void> {
    const id = `m${this.sent.length + 1}`
    this.sent.push(id)
    const times = this.#random() < 0.15 ? 2 : 1
    await Promise.all(Array.from({ length: times }, () => this.#line.say(id, said)))
    if (this.#random() < 0.2) this.#late.push({ id, said, after: this.sent.length + between(this.#random, 1, 4) })
  }

  async #sayAgain(now: number): Promise<void> {
    for (const late of this.#late.filter(({ after }) => after <= now)) {
      this.#late.splice(this.#late.indexOf(late), 1)
      await this.#line.say(late.id, late.said)
    }
  }

  /** The last line of the page, once it is the desk's and all that was sent stands before it. */
  async #reply(): Promise<Shown> {
    const since = performance.now()
    for (;;) {
      this.page.push(...(await this.#line.shown(this.page.at(-1)?.id ?? null)))
      const last = this.page.at(-1)
      const shown = new Set(this.page.map(line => line.id))
      if (last && last.from !== 'resident' && this.sent.every(id => shown.has(id))) return last
      if (this.#patienceEnds(since)) throw new Error('no reply')
      await pause(LOOK_EVERY_MS)
    }
  }

  #patienceEnds(since: number): boolean {
    return performance.now() > Math.max(since, this.#fleet.upSince) + REPLY_MS
  }

  /** Read once more from its beginning, when nothing of it waits to be sent. */
  async #wholePage(): Promise<readonly Shown[]> {
    const since = performance.now()
    for (;;) {
      const page = await this.#line.shown(null)
      if (page.every(line => line.state === 'sent')) {
        const read = this.page.map(line => line.id).join(' ')
        const whole = page.map(line => line.id).join(' ')
        if (read !== whole) throw new Error(`read bit by bit ${read}, as a whole ${whole}`)
        return page
      }
      if (this.#patienceEnds(since)) throw new Error('some of the page is still not sent')
      await pause(LOOK_EVERY_MS)
    }
  }
}
