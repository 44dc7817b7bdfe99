import { SettingError } from '../core/errors.ts'

/** A service beside us that speaks OpenAI's protocol. */
export interface ServiceSettings {
  /** Up to and with the version, no slash at its end. */
  readonly url: string
  readonly key: string
  readonly model: string
}

/** Null: nothing of it is set. A SettingError: only some is. */
export function serviceSettings(
  names: { readonly url: string; readonly key: string; readonly model: string },
  given: (name: string) => string | null,
): ServiceSettings | null {
  const all = Object.values(names)
  const missing = all.filter(name => given(name) === null)
  if (missing.length === all.length) return null
  if (missing.length > 0) {
    throw new SettingError(`${missing.join(' and ')} missing; set it, or none of ${all.join(', ')}`)
  }
  const value = (name: string) => given(name) ?? ''
  return { url: value(names.url).replace(/\/+$/, ''), key: value(names.key), model: value(names.model) }
}
