import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HttpReader } from './http-reader.ts'

const MESSAGES = [
  'POST /a HTTP/1.1\r\nContent-Length: 11\r\n\r\n{"n":"饭"}',
  'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 204 No Content\r\n\r\n',
  'HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\ncontent-length: 4\r\n\r\nbusy',
]

test('reads the same messages wherever the network cuts them', () => {
  const bytes = Buffer.from(MESSAGES.join(''))
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 })), places => {
      const cuts = [0, ...places.toSorted((a, b) => a - b), bytes.length]
      const taken: [string, string][] = []
      const reader = new HttpReader((head, body) => taken.push([head.slice(0, 12), body.toString()]))
      for (const [i, cut] of cuts.slice(1).entries()) reader.feed(bytes.subarray(cuts[i], cut))
      expect(taken.map(([head]) => head)).toEqual(MESSAGES.map(message => message.slice(0, 12)))
      expect(taken.map(([, body]) => body)).toEqual(['{"n":"饭"}', '', '0\r\n\r\n', '', 'busy'])
    }),
  )
})
