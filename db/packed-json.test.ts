import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packJson, unpackJson } from './packed-json.ts'

test('any value of JSON comes out as it went in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(unpackJson(packJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('a long one is much shorter, and comes out as it went in', () => {
  const long = Array.from({ length: 200 }, (_, nth) => ({ nth, dish: '软烧红烧肉', flow: 'order-meal' }))
  const packed = packJson(long)
  expect(packed.length).toBeLessThan(Buffer.from(JSON.stringify(long)).length / 5)
  expect(unpackJson(packed)).toEqual(long)
})

test('what is no JSON is a bug', () => {
  expect(() => packJson(undefined)).toThrow('not a value of JSON')
})
