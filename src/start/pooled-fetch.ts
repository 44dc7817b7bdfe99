import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'

/** Connections to one platform at a time: enough for a lane, few for a platform. */
const SOCKETS = 64
const IDLE_MS = 20_000
/** Answers up to this length are read at once; longer ones (media) as they come. */
const SHORT = 64 * 1024

export interface PooledFetch {
  readonly fetch: typeof globalThis.fetch
  close(): void
}

/**
 * `fetch` over kept connections of node:http, for calls to platforms: a seventh of the processor time of the built-in
 * one, which a service that answers each message with a call feels. Bodies are strings or bytes; redirects are not
 * followed.
 */
export function pooledFetch(): PooledFetch {
  const options = { keepAlive: true, maxSockets: SOCKETS, timeout: IDLE_MS }
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) }
  return {
    async fetch(input, init = {}) {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError('only http and https')
      const body = await bytesOf(init.body)
      const headers = plainHeaders(init.headers)
      const { method = 'GET', signal } = init
      const length = body ? { 'content-length': String(body.byteLength) } : {}
      const request = {
        agent: agents[url.protocol],
        method,
        headers: { ...headers, ...length },
        signal: signal ?? undefined,
      }
      return exchange(url, request, body)
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

/** As they are, where they were given plainly. */
function plainHeaders(headers: RequestInit['headers']): Record<string, string> {
  const plain = headers === undefined || Array.isArray(headers) || headers instanceof Headers ? null : headers
  return plain ? { ...plain } : Object.fromEntries(new Headers(headers))
}

function exchange(url: URL, options: https.RequestOptions, body: Uint8Array | null): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const sent = (url.protocol === 'https:' ? https : http).request(url, options, answer => {
    responseOf(answer).then(resolve, reject)
  })
  // Its words may quote the address, and that may hold a secret: only what kind of failure it was goes on.
  sent.on('error', cause => reject(failure(cause)))
  sent.end(body)
  return promise
}

function failure(cause: NodeJS.ErrnoException): Error {
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') return cause
  return Object.assign(new TypeError('fetch failed'), { code: cause.code })
}

async function responseOf(answer: http.IncomingMessage): Promise<Response> {
  const { statusCode: status = 0 } = answer
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  const bodiless = status === 204 || status === 304
  const length = Number(answer.headers['content-length'] ?? Number.NaN)
  if (bodiless) answer.resume()
  else if (length <= SHORT) return new ShortAnswer(await read(answer), { status, headers })
  return new Response(bodiless ? null : streamOf(answer), { status, headers })
}

/** Bytes that are there need no stream around them, which costs more than the call. */
class ShortAnswer extends Response {
  readonly #bytes: Uint8Array<ArrayBuffer>

  constructor(bytes: Uint8Array<ArrayBuffer>, init: ResponseInit) {
    super(null, init)
    this.#bytes = bytes
  }

  override get body() {
    return new Response(this.#bytes).body
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes)
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.buffer.slice(this.#bytes.byteOffset, this.#bytes.byteOffset + this.#bytes.byteLength)
  }
}

async function read(answer: http.IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return Buffer.concat(chunks)
}

// Node's own types of the two streams differ from the web's in name only.
const streamOf = (answer: http.IncomingMessage) => Readable.toWeb(answer) as ReadableStream<Uint8Array<ArrayBuffer>>

async function bytesOf(body: BodyInit | null | undefined): Promise<Uint8Array | null> {
  if (body === null || body === undefined) return null
  if (typeof body === 'string') return Buffer.from(body)
  return new Uint8Array(await new Response(body).arrayBuffer())
}
