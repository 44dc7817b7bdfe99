import { Agent, type Dispatcher } from 'undici'

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
 * `fetch` over kept connections, for calls to platforms: it goes beneath undici's own, which costs a multiple of the
 * call in processor time, as a service feels that answers each message with one. Bodies are strings or bytes; redirects
 * are not followed.
 */
export function pooledFetch(): PooledFetch {
  const agent = new Agent({ connections: SOCKETS, keepAliveTimeout: IDLE_MS, keepAliveMaxTimeout: IDLE_MS })
  return {
    async fetch(input, init = {}) {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError('only http and https')
      const body = await bytesOf(init.body)
      try {
        const answer = await agent.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: methodOf(init),
          headers: plainHeaders(init.headers),
          body,
          signal: init.signal ?? null,
        })
        return await responseOf(answer)
      } catch (cause) {
        throw failure(cause)
      }
    },
    close: () => void agent.destroy(),
  }
}

// Methods are names in capitals, as the callers write them.
const methodOf = ({ method = 'GET' }: RequestInit) => method as Dispatcher.HttpMethod

/** As they are, where they were given plainly. */
function plainHeaders(headers: RequestInit['headers']): Record<string, string> {
  const plain = headers === undefined || Array.isArray(headers) || headers instanceof Headers ? null : headers
  return plain ?? Object.fromEntries(new Headers(headers))
}

/** Its words may quote the address, and that may hold a secret: only what kind of failure it was goes on. */
function failure(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause.name === 'AbortError' || cause.name === 'TimeoutError') return cause
  const code = 'code' in cause ? cause.code : undefined
  // The other side closed the connection: so Node calls it elsewhere.
  return Object.assign(new TypeError('fetch failed'), { code: code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code })
}

async function responseOf({ statusCode: status, headers: given, body }: Dispatcher.ResponseData): Promise<Response> {
  const headers = new Headers()
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) headers.append(name, value)
  }
  if (status === 204 || status === 304) {
    await body.dump()
    return new Response(null, { status, headers })
  }
  if (Number(given['content-length'] ?? Number.NaN) <= SHORT)
    return new ShortAnswer(await body.bytes(), { status, headers })
  return new Response(streamOf(body), { status, headers })
}

// The web stream that undici makes of it, for which its types know no name.
const streamOf = (body: Dispatcher.ResponseData['body']) =>
  body.body as unknown as ReadableStream<Uint8Array<ArrayBuffer>>

/** Bytes that are there need no stream around them, which costs more than the call. */
class ShortAnswer extends Response {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, init: ResponseInit) {
    super(null, init)
    this.#bytes = bytes
  }

  override get body() {
    return new Response(this.#copy()).body
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes)
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#copy().buffer
  }

  #copy(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes)
  }
}

async function bytesOf(body: BodyInit | null | undefined): Promise<Uint8Array | string | null> {
  if (body === null || body === undefined || typeof body === 'string') return body ?? null
  return new Uint8Array(await new Response(body).arrayBuffer())
}
