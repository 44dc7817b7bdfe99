import type { ChatMessage } from '../../src/http/chat-message.ts'

/** A resident at the web page, over HTTP alone. */
export class EdgeTalk {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>
  #count = 0

  constructor(url: string, token: string) {
    this.#url = url
    this.#headers = { authorization: `Bearer ${token}` }
  }

  static async begin(url: string): Promise<EdgeTalk> {
    const response = await fetch(`${url}/chat/sessions`, { method: 'POST' })
    if (response.status !== 201) throw new Error(`a session: ${response.status} ${await response.text()}`)
    const { session, token } = (await response.json()) as { session: string; token: string } // as the contract says
    return new EdgeTalk(`${url}/chat/${session}`, token)
  }

  post(id: string, text: string): Promise<Response> {
    return fetch(`${this.#url}/messages`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify({ id, text }),
    })
  }

  /** What is said to it, once all of that was sent. */
  async says(text: string): Promise<string> {
    const id = `m${++this.#count}`
    const response = await this.post(id, text)
    if (response.status !== 202) throw new Error(`${text}: ${response.status} ${await response.text()}`)
    return this.hears(id)
  }

  /** The bot's words after this message, once all of them were sent. */
  async hears(id: string, withinMs = 10_000): Promise<string> {
    const until = performance.now() + withinMs
    for (;;) {
      const messages = await this.messages()
      const at = messages.findIndex(one => one.id === id)
      const answers = at < 0 ? [] : messages.slice(at + 1)
      if (answers.length > 0 && answers.every(one => one.state === 'sent'))
        return answers.map(one => one.text).join('\n')
      if (performance.now() > until) throw new Error(`no answer to ${id}: ${JSON.stringify(messages.at(-1))}`)
      await new Promise(rest => setTimeout(rest, 50))
    }
  }

  async messages(): Promise<readonly ChatMessage[]> {
    const response = await fetch(`${this.#url}/messages`, { headers: this.#headers })
    const { messages } = (await response.json()) as { messages: ChatMessage[] } // as the contract says
    return messages
  }

  /** What is said after that message, as the page follows it. */
  async follow(after: string): Promise<{ until(word: string): Promise<string>; leave(): void }> {
    const leaving = new AbortController()
    const headers = { ...this.#headers, 'last-event-id': after }
    const response = await fetch(`${this.#url}/events`, { headers, signal: leaving.signal })
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    return {
      async until(word) {
        while (!text.includes(word)) {
          const part = await reader?.read()
          if (!part || part.done) throw new Error(`the stream ended: ${text}`)
          text += decoder.decode(part.value, { stream: true })
        }
        return text
      },
      leave: () => leaving.abort(),
    }
  }
}
