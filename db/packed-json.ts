import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Shorter ones gain little. A talk in the middle of an order has 5,000 bytes, and a fifth of it packed. */
const WORTH_IT = 1_024
/** In front of what is packed: no JSON begins with it. */
const MARK = Buffer.of(0)
/**
 * A talk repeats itself so much that the fastest level finds most of it, in a window no longer than a talk. By default
 * each call would take a quarter of a megabyte, which the collector of garbage counts.
 */
const WINDOW = { windowBits: 13 }
const FAST = { ...WINDOW, level: 1, memLevel: 5, chunkSize: 2_048 }
const UNPACKING = { ...WINDOW, chunkSize: 8_192 }

/** A value of JSON as bytes, packed where it is long: it is written with every turn, and the row stays on its page. */
export function packJson(value: unknown): Buffer {
  const text = JSON.stringify(value)
  if (text === undefined) throw new Error('not a value of JSON')
  const plain = Buffer.from(text)
  return plain.length < WORTH_IT ? plain : Buffer.concat([MARK, deflateRawSync(plain, FAST)])
}

export function unpackJson(bytes: Uint8Array): unknown {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return JSON.parse((packed[0] === MARK[0] ? inflateRawSync(packed.subarray(1), UNPACKING) : packed).toString('utf8'))
}
