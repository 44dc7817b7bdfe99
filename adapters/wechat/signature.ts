import { createHash, timingSafeEqual } from 'node:crypto'

/** Sorted by code unit and joined without a mark between: https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html */
export function signatureOf(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
}

/** Takes as long whether they differ early, late or in length. */
export function sameText(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(sha256(given), sha256(expected))
}

function sha256(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest()
}
