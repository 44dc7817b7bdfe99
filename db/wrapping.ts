import { SettingError } from '../src/core/errors.ts'
import { derive, SealingKey } from './sealing.ts'

/** 32 bytes each: SECRET_KEY, and SECRET_KEY_OLD while a change is under way. */
export interface SecretKeys {
  readonly current: Uint8Array
  readonly old?: Uint8Array
}

/** Wraps keys with SECRET_KEY; unwraps those of SECRET_KEY_OLD too. `owner` binds a wrapped key to its row. */
export class Wrapping {
  readonly #current: SealingKey
  readonly #byId: ReadonlyMap<string, SealingKey>

  constructor(secrets: SecretKeys) {
    const of = (secret: Uint8Array) => new SealingKey(derive(secret, 'wrap'))
    this.#current = of(secrets.current)
    const all = secrets.old ? [this.#current, of(secrets.old)] : [this.#current]
    this.#byId = new Map(all.map(key => [key.id, key]))
  }

  get keyId(): string {
    return this.#current.id
  }

  wrap(owner: string, key: Uint8Array): Uint8Array {
    return this.#current.seal(key, Buffer.from(owner))
  }

  unwrap(owner: string, keyId: string, wrapped: Uint8Array): Uint8Array {
    const key = this.#byId.get(keyId)
    if (!key) {
      throw new SettingError(
        'SECRET_KEY is not the one this data was sealed with. Set it back, or give the former one as SECRET_KEY_OLD.',
      )
    }
    return key.open(wrapped, Buffer.from(owner))
  }
}
