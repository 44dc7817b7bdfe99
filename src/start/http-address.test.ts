import { expect, test } from 'vitest'
import { httpAddress } from './http-address.ts'

test.each([
  ['127.0.0.1', 8787, 'http://127.0.0.1:8787'],
  ['desk.example.org', 80, 'http://desk.example.org:80'],
  ['::1', 8787, 'http://[::1]:8787'],
  ['0.0.0.0', 8787, 'http://127.0.0.1:8787'],
  ['::', 8787, 'http://[::1]:8787'],
])('who listens on %s at %i is reached at %s', (host, port, address) => {
  expect(httpAddress(host, port)).toBe(address)
  expect(URL.canParse(address)).toBe(true)
})
