import { setTimeout as pause } from 'node:timers/promises'
import type { Messenger, MessengerName } from './messengers.ts'

const REPLY_MS = 20_000

/** Talks with a desk through its webhook, as the platform would. */
export class Phone {
  readonly #url: string
  readonly #messenger: Messenger
  #read = 0

  constructor(desk: string, name: MessengerName, messenger: Messenger) {
    this.#url = `${desk}/webhooks/${name}/main`
    this.#messenger = messenger
  }

  /** Gives the status of the desk's answer. */
  async write(text: string, id?: string): Promise<number> {
    const { method, query, headers, body } = this.#messenger.write(text, id)
    const response = await fetch(`${this.#url}?${query}`, { method, headers, body: Buffer.from(body) })
    const answer = await response.text()
    if (response.ok) this.#messenger.answered(answer)
    return response.status
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
      const texts = this.#messenger.heard()
      const at = texts.findIndex((text, i) => i >= this.#read && text.includes(words))
      if (at >= 0) {
        this.#read = at + 1
        return texts[at] ?? ''
      }
      if (performance.now() > until) throw new Error(`not heard: ${words}, but ${texts.slice(this.#read).join(' | ')}`)
      await pause(20)
    }
  }
}
