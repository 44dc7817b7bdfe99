import * as z from 'zod'

const session = z.object({ session: z.string(), token: z.string() })
const page = z.object({ messages: z.array(z.object({ id: z.string(), from: z.string(), text: z.string() })) })
type Message = z.infer<typeof page>['messages'][number]

const PATIENCE_MS = 60_000

/** Somebody on the web page. */
export class Visitor {
  readonly url: string
  readonly #session: string
  readonly #token: string
  readonly #messages: Message[] = []
  #sent = 0

  private constructor(url: string, opened: z.infer<typeof session>) {
    this.url = url
    this.#session = opened.session
    this.#token = opened.token
  }

  static async meet(url: string): Promise<Visitor> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/chat/sessions`, { method: 'POST', headers, body: '{}' })
    const visitor = new Visitor(url, session.parse(await answer.json()))
    await visitor.#until(said => said.some(one => one.from === 'bot'))
    return visitor
  }

  /** The same person, after the desk was started again elsewhere. */
  at(url: string): Visitor {
    const again = new Visitor(url, { session: this.#session, token: this.#token })
    again.#messages.push(...this.#messages)
    again.#sent = this.#sent
    return again
  }

  /** One after the other, each answered before the next. */
  async say(...texts: string[]): Promise<void> {
    for (const text of texts) {
      const id = await this.send(text)
      await this.#until(said => isAnswered(said, id))
    }
  }

  /** Waits for no answer: while staff have the talk there may be none. Gives the message's id. */
  async send(text: string): Promise<string> {
    const id = `m${++this.#sent}`
    const answer = await this.post('messages', JSON.stringify({ id, text }))
    if (answer.status !== 202) throw new Error(`a message was answered ${answer.status}`)
    return id
  }

  /** What was written to them so far. */
  heard(): string {
    const theirs = this.#messages.filter(said => said.from !== 'resident')
    return theirs.map(said => said.text).join('\n')
  }

  waitFor(text: string): Promise<void> {
    return this.#until(() => this.heard().includes(text))
  }

  post(path: string, body: string): Promise<Response> {
    return this.#fetch(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  }

  get(path: string): Promise<Response> {
    return this.#fetch(path, {})
  }

  upload(bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
    const body = new FormData()
    body.set('id', `p${++this.#sent}`)
    body.set('file', new Blob([bytes]), 'photo.jpg')
    return this.#fetch('attachments', { method: 'POST', body })
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}` }
    return fetch(`${this.url}/chat/${this.#session}/${path}`, { ...init, headers })
  }

  /** Reads on until the talk is such. */
  async #until(fits: (said: readonly Message[]) => boolean): Promise<void> {
    const until = performance.now() + PATIENCE_MS
    while (performance.now() < until) {
      const last = this.#messages.at(-1)?.id
      const answer = await this.get(`messages${last ? `?after=${last}` : ''}`)
      this.#messages.push(...page.parse(await answer.json()).messages)
      if (fits(this.#messages)) return
      await new Promise(done => setTimeout(done, 30))
    }
    throw new Error(`waited in vain after: ${this.#messages.at(-1)?.text}`)
  }
}

function isAnswered(said: readonly Message[], id: string): boolean {
  const place = said.findIndex(one => one.id === id)
  return place >= 0 && said.slice(place).some(one => one.from === 'bot')
}

const lists = z.looseObject({
  handoffs: z.array(z.looseObject({ id: z.string() })).default([]),
  alarms: z.array(z.looseObject({ id: z.string() })).default([]),
  messages: z.array(z.object({ from: z.string(), text: z.string(), state: z.string() })).default([]),
})

/** Somebody at the console. */
export class StaffVisitor {
  readonly #url: string
  #cookie = ''

  constructor(url: string) {
    this.#url = url
  }

  async signIn(username: string, password: string): Promise<number> {
    const answer = await this.#post('/auth/sign-in/username', { username, password })
    this.#cookie = answer.headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; ')
    return answer.status
  }

  async get(path: string) {
    const answer = await fetch(`${this.#url}/api${path}`, { headers: { cookie: this.#cookie } })
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`)
    return lists.parse(await answer.json())
  }

  async post(path: string, body: unknown, expected: number): Promise<void> {
    const { status } = await this.#post(path, body)
    if (status !== expected) throw new Error(`${path} was answered ${status}, not ${expected}`)
  }

  #post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json', origin: this.#url, cookie: this.#cookie }
    return fetch(`${this.#url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
}
