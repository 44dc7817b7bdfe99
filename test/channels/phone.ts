import { setTimeout as pause } from 'node:timers/promises'
import type { Person, Push } from './messenger.ts'

const REPLY_MS = 20_000

export interface Answered {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly afterMs: number
}

/** Talks with a desk through its webhook, as the platform would. */
export class Phone {
  readonly person: Person
  readonly #url: string
  #read = 0

  constructor(desk: string, account: string, person: Person) {
    this.#url = `${desk}/webhooks/${account}`
    this.person = person
  }

  /** Gives the status of the desk's answer. */
  async write(text: string, id?: string): Promise<number> {
    return (await this.pass(this.person.write(text, id))).status
  }

  /** The platform's request; what it is answered reaches the person. */
  async pass(push: Push): Promise<Answered> {
    const answered = await this.send(push)
    if (answered.status === 200) this.person.answered(answered.body)
    return answered
  }

  /** The platform's request, whose answer gets lost on its way to the person. */
  async send({ method, query, headers, body }: Push): Promise<Answered> {
    const began = performance.now()
    const content = method === 'GET' ? {} : { body: Buffer.from(body) }
    const response = await fetch(`${this.#url}?${query}`, { method, headers, ...content })
    const answer = await response.text()
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, type, body: answer, afterMs: performance.now() - began }
  }

  /** Writes, and waits until the desk has said this since; gives all of what it said with it. */
  async ask(said: string, heard: string): Promise<string> {
    const status = await this.write(said)
    if (status !== 200) throw new Error(`${said}: ${status}`)
    return this.hear(heard)
  }

  async hear(words: string): Promise<string> {
    const until = performance.now() + REPLY_MS
    for (;;) {
      const texts = this.person.heard()
      const at = texts.findIndex((text, i) => i >= this.#read && text.includes(words))
      if (at >= 0) {
        this.#read = at + 1
        return texts[at] ?? ''
      }
      if (performance.now() > until) throw new Error(`not heard: ${words}, but ${texts.slice(this.#read).join(' | ')}`)
      await pause(20)
    }
  }

  /** How often this was said. */
  times(words: string): number {
    return this.person.heard().filter(text => text.includes(words)).length
  }
}
