import { connect, type Socket } from 'node:net'
import { HttpReader } from './http-reader.ts'

export interface Door {
  readonly port: number
  readonly path: string
  readonly secret: string
}

/** Far more than Telegram opens to one bot (100): who is slow to answer shall not be spared for it. */
const CONNECTIONS = 1_000

/** Delivers updates as Telegram does: over connections that it keeps, one request at a time on each. */
export class WebhookSender {
  readonly #head: string
  readonly #port: number
  readonly #free: Connection[] = []
  readonly #all = new Set<Connection>()
  readonly #waiting: ((connection: Connection) => void)[] = []

  constructor({ port, path, secret }: Door) {
    this.#port = port
    this.#head = [
      `POST ${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      'content-type: application/json',
      `x-telegram-bot-api-secret-token: ${secret}`,
      'connection: keep-alive',
      'content-length: ',
    ].join('\r\n')
  }

  /** Resolves with the status; 0: the connection broke, and nobody knows whether it was taken. */
  async post(body: string): Promise<number> {
    const connection = this.#free.pop() ?? (await this.#another())
    const status = await connection.request(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
    const next = this.#waiting.shift()
    if (next) next(status > 0 ? connection : this.#open())
    else if (status > 0) this.#free.push(connection)
    return status
  }

  close(): void {
    for (const connection of this.#all) connection.end()
  }

  #another(): Connection | Promise<Connection> {
    if (this.#all.size < CONNECTIONS) return this.#open()
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
  #answered: ((status: number) => void) | null = null

  constructor(port: number, gone: () => void) {
    const reader = new HttpReader(head => this.#answer(Number(head.slice(9, 12))))
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', chunk => reader.feed(chunk))
    this.#socket.on('error', () => this.#socket.destroy())
    this.#socket.on('close', () => {
      gone()
      this.#answer(0)
    })
  }

  request(text: string): Promise<number> {
    return new Promise(resolve => {
      this.#answered = resolve
      this.#socket.write(text)
    })
  }

  end(): void {
    this.#socket.destroy()
  }

  #answer(status: number): void {
    const answered = this.#answered
    this.#answered = null
    answered?.(status)
  }
}
