import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** The platform's side of https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html, apart from the adapter's. */
export function sign(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
}

export interface SealWith {
  readonly appId: string
  readonly encodingAesKey: string
}

export function seal({ appId, encodingAesKey }: SealWith, xml: string, random = randomBytes(16)): string {
  const content = Buffer.from(xml)
  const size = Buffer.from([content.length >>> 24, content.length >>> 16, content.length >>> 8, content.length])
  const bare = Buffer.concat([random, size, content, Buffer.from(appId)])
  const pad = 32 - (bare.length % 32)
  return sealBytes(encodingAesKey, Buffer.concat([bare, Buffer.alloc(pad, pad)]))
}

/** Anything at all, so that a test can seal what no platform would. */
export function sealBytes(encodingAesKey: string, bytes: Uint8Array): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
  cipher.setAutoPadding(false)
  return cipher.update(bytes).toString('base64')
}

export function unseal({ appId, encodingAesKey }: SealWith, sealed: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16))
  decipher.setAutoPadding(false)
  const bytes = decipher.update(Buffer.from(sealed, 'base64'))
  const bare = bytes.subarray(0, bytes.length - (bytes.at(-1) ?? 0))
  const end = 20 + bare.readUInt32BE(16)
  if (bare.subarray(end).toString() !== appId) throw new Error('sealed for another account')
  return bare.subarray(20, end).toString()
}
