import { connect, type Socket } from 'node:net'
import { HttpReader } from './http-reader.ts'

export interface Door {
  readonly port: number
  readonly path: string
  readonly secret: string
}

export interface Posted {
  /** 0: the connection broke, and nobody knows whether it was taken. */
  readonly status: number
  /** As the answer asks; null: it asks for nothing. */
  readonly retryAfterMs: number | null
}

const BROKEN: Posted = { status: 0, retryAfterMs: null }

/** Delivers updates as Telegram does: over connections that it keeps, one request at a time on each. */
export class WebhookSender {
  readonly #head: string
  readonly #port: number
  readonly #connections: number
  readonly #free: Connection[] = []
  readonly #all = new Set<Connection>()
  readonly #waiting: ((connection: Connection) => void)[] = []

  constructor({ port, path, secret }: Door, connections: number) {
    this.#port = port
    this.#connections = connections
    this.#head = [
      `POST ${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      'content-type: application/json',
      `x-telegram-bot-api-secret-token: ${secret}`,
      'connection: keep-alive',
      'content-length: ',
    ].join('\r\n')
  }

  async post(body: string): Promise<Posted> {
    const connection = this.#free.pop() ?? (await this.#another())
    const posted = await connection.request(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
    const isOpen = posted.status > 0
    const next = this.#waiting.shift()
    if (next) next(isOpen ? connection : this.#open())
    else if (isOpen) this.#free.push(connection)
    return posted
  }

  close(): void {
    for (const connection of this.#all) connection.end()
  }

  #another(): Connection | Promise<Connection> {
    if (this.#all.size < this.#connections) return this.#open()
    return new Promise(resolve => this.#waiting.push(resolve))
  }

  #open(): Connection {
    const connection = new Connection(this.#port, () => {
      this.#all.delete(connection)
      const at = this.#free.indexOf(connection)
      if (at >= 0) this.#free.splice(at, 1)
    })
    this.#all.add(connection)
    return connection
  }
}

class Connection {
  readonly #socket: Socket
  #answered: ((posted: Posted) => void) | null = null

  constructor(port: number, gone: () => void) {
    const reader = new HttpReader(head => this.#answer(postedOf(head)))
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', chunk => reader.feed(chunk))
    this.#socket.on('error', () => this.#socket.destroy())
    this.#socket.on('close', () => {
      gone()
      this.#answer(BROKEN)
    })
  }

  request(text: string): Promise<Posted> {
    return new Promise(resolve => {
      this.#answered = resolve
      this.#socket.write(text)
    })
  }

  end(): void {
    this.#socket.destroy()
  }

  #answer(posted: Posted): void {
    const answered = this.#answered
    this.#answered = null
    answered?.(posted)
  }
}

function postedOf(head: string): Posted {
  const wait = /\r\nretry-after: *(\d+)/i.exec(head)
  return { status: Number(head.slice(9, 12)), retryAfterMs: wait ? Number(wait[1]) * 1_000 : null }
}
