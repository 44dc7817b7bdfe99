import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'

// A sealed value: version (1 byte) · key id (4) · nonce (12) · tag (16) · ciphertext, AES-256-GCM. The first five bytes
// are authenticated with it, and so is the context, which is not stored: whoever opens must know it.

const VERSION = 1
const ID_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const NONCE_AT = 1 + ID_BYTES
const TAG_AT = NONCE_AT + NONCE_BYTES
const TEXT_AT = TAG_AT + TAG_BYTES
const ALGORITHM = 'aes-256-gcm'
const SALT = Buffer.from('zhaoying')
const NO_CONTEXT = Buffer.alloc(0)

export const KEY_BYTES = 32

/** Random bytes cost as much for one nonce as for a thousand; each is used once. */
const NONCES_AT_ONCE = 1_024
let nonces: Buffer = Buffer.alloc(0)

function freshNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_AT_ONCE * NONCE_BYTES)
  const nonce = nonces.subarray(0, NONCE_BYTES)
  nonces = nonces.subarray(NONCE_BYTES)
  return nonce
}

/** A key under which values are sealed. Its bytes are private, so that no log or dump shows them by accident. */
export class SealingKey {
  /** Imported once: for each value it costs as much as sealing it. */
  readonly #key: KeyObject
  readonly #id: Buffer

  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) throw new Error(`a key has ${KEY_BYTES} bytes, not ${bytes.length}`)
    this.#key = createSecretKey(bytes)
    this.#id = derive(bytes, 'id').subarray(0, ID_BYTES)
  }

  static random(): { key: SealingKey; bytes: Uint8Array } {
    const bytes = randomBytes(KEY_BYTES)
    return { key: new SealingKey(bytes), bytes }
  }

  /** Names the key without telling it. */
  get id(): string {
    return this.#id.toString('hex')
  }

  /** Whether it was this key, by the name in front; `open` alone proves it. */
  sealed(value: Uint8Array): boolean {
    return this.#id.equals(value.subarray(1, NONCE_AT))
  }

  seal(plain: Uint8Array, context: Uint8Array = NO_CONTEXT): Uint8Array {
    const head = Buffer.allocUnsafe(TEXT_AT)
    head[0] = VERSION
    this.#id.copy(head, 1)
    const nonce = freshNonce()
    nonce.copy(head, NONCE_AT)
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce)
    cipher.setAAD(proven(head, context))
    const text = cipher.update(plain)
    cipher.final() // GCM adds no bytes here
    cipher.getAuthTag().copy(head, TAG_AT)
    return Buffer.concat([head, text])
  }

  /** Throws unless the bytes were sealed with this key and context. */
  open(sealed: Uint8Array, context: Uint8Array = NO_CONTEXT): Uint8Array {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
    if (bytes.length < TEXT_AT || bytes[0] !== VERSION) throw new Error('not a sealed value')
    if (!bytes.subarray(1, NONCE_AT).equals(this.#id)) throw new Error('sealed with another key')
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(NONCE_AT, TAG_AT), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(proven(bytes, context))
    decipher.setAuthTag(bytes.subarray(TAG_AT, TEXT_AT))
    const plain = decipher.update(bytes.subarray(TEXT_AT))
    decipher.final() // throws when a bit was changed
    return plain
  }
}

function proven(head: Buffer, context: Uint8Array): Uint8Array {
  const front = head.subarray(0, NONCE_AT)
  return context.length === 0 ? front : Buffer.concat([front, context])
}

/** A further key for one purpose; knowing it tells nothing of the first. */
export function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, SALT, purpose, KEY_BYTES))
}
