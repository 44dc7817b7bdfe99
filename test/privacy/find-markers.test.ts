import { expect, test } from 'vitest'
import { MarkerSearch } from './find-markers.ts'

const NAME = '欧阳测莲'
const search = new MarkerSearch([NAME, '13711112222'])
const json = JSON.stringify({ a: 'x', name: NAME })

test.each<[string, Buffer]>([
  ['plain', Buffer.from(json)],
  ['UTF-16', Buffer.from(json, 'utf16le')],
  ['the other UTF-16', Buffer.from(json, 'utf16le').swap16()],
  ['hex', Buffer.from(Buffer.from(json).toString('hex'))],
  ['JSON escapes', Buffer.from(json.replace(/[^ -~]/g, one => `\\u${one.charCodeAt(0).toString(16)}`))],
  ['a query string', Buffer.from(`/x?name=${encodeURIComponent(NAME)}`)],
  ...[0, 1, 2].map((shift): [string, Buffer] => [
    `base64 after ${shift}`,
    Buffer.from(Buffer.from(`${'x'.repeat(shift)}${json}`).toString('base64')),
  ]),
  ['base64url', Buffer.from(Buffer.from(json).toString('base64url'))],
])('a name is found in %s', (_, bytes) => {
  expect(search.in(bytes).map(one => one.marker)).toContain(NAME)
})

test('every marker is found at every place of it', () => {
  const found = search.in(Buffer.from(`${NAME} 13711112222 ${NAME}`))
  expect(found.map(({ marker, at }) => [marker, at])).toEqual([
    [NAME, 0],
    ['13711112222', 13],
    [NAME, 25],
  ])
})

test('nothing is found where nothing is', () => {
  expect(search.in(Buffer.from(JSON.stringify({ name: '欧阳', phone: '1371111222' })))).toEqual([])
})
