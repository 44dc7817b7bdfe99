import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sameText } from './signature.ts'
import type { Form } from './verified-body.ts'

export interface SealedEnvelope {
  seal(content: string): string
  /** null: not sealed with this key, or for another account. */
  open(sealed: string): Uint8Array | null
}

/** None in plain mode. While the account's page changes to another key, pushes sealed with the former one still come. */
export type Envelopes = Readonly<Partial<Record<Exclude<Form, 'open'>, SealedEnvelope>>>

const BLOCK = 32
const HEAD = 20

/**
 * 16 random bytes, the length as 4 bytes, the content, the account's appid; padded to 32 bytes as in PKCS#7, which node
 * knows for 16 only: https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption.html
 */
export function sealedEnvelope(appId: string, encodingAesKey: string): SealedEnvelope {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const iv = key.subarray(0, 16)
  return {
    seal(content) {
      const bytes = Buffer.from(content)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      const whole = padded(Buffer.concat([randomBytes(16), length, bytes, Buffer.from(appId)]))
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
      return Buffer.concat([cipher.update(whole), cipher.final()]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      // Node reads base64 leniently: only the one spelling is taken.
      if (bytes.length === 0 || bytes.length % BLOCK !== 0 || bytes.toString('base64') !== sealed) return null
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
      const whole = unpadded(Buffer.concat([decipher.update(bytes), decipher.final()]))
      if (!whole || whole.length < HEAD) return null
      const end = HEAD + whole.readUInt32BE(16)
      if (end > whole.length || !sameText(whole.subarray(end), appId)) return null
      return whole.subarray(HEAD, end)
    },
  }
}

function padded(bytes: Buffer): Buffer {
  const count = BLOCK - (bytes.length % BLOCK)
  return Buffer.concat([bytes, Buffer.alloc(count, count)])
}

function unpadded(bytes: Buffer): Buffer | null {
  const count = bytes.at(-1) ?? 0
  if (count < 1 || count > BLOCK) return null
  const end = bytes.length - count
  return bytes.subarray(end).every(byte => byte === count) ? bytes.subarray(0, end) : null
}
