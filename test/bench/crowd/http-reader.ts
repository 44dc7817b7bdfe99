const HEAD_END = '\r\n\r\n'
const LAST_CHUNK = '0\r\n\r\n'

/**
 * The messages of one HTTP/1.1 connection, requests or answers alike. node:http would cost more processor time for the
 * crowd than a good desk needs for its answer; nothing more than this is needed between processes of one machine.
 */
export class HttpReader {
  readonly #taken: (head: string, body: Buffer) => void
  #rest: Buffer = Buffer.alloc(0)

  constructor(taken: (head: string, body: Buffer) => void) {
    this.#taken = taken
  }

  feed(chunk: Buffer): void {
    let rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    while (rest.length > 0) {
      const headEnd = rest.indexOf(HEAD_END)
      if (headEnd < 0) break
      const bodyAt = headEnd + HEAD_END.length
      const head = rest.toString('latin1', 0, headEnd)
      const end = endOf(head, rest, bodyAt)
      if (end < 0 || end > rest.length) break
      this.#taken(head, rest.subarray(bodyAt, end))
      rest = rest.subarray(end)
    }
    this.#rest = rest
  }
}

/** Where the message ends; below 0: not here yet. */
function endOf(head: string, bytes: Buffer, bodyAt: number): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (length) return bodyAt + Number(length[1])
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return bodyAt
  // Only answers without a body come so here.
  const last = bytes.indexOf(LAST_CHUNK, bodyAt)
  return last < 0 ? last : last + LAST_CHUNK.length
}
