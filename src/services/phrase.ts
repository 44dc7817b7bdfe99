import type { Language } from '../core/language.ts'
import words from './words.json' with { type: 'json' }

export type PhraseKey = keyof (typeof words)['zh-CN']
type Params = Readonly<Record<string, string | number>>

/** A phrase that operations put into their outputs, in the resident's language. */
export function phrase(language: Language, key: PhraseKey, params: Params = {}): string {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

export function listed(language: Language, parts: readonly string[]): string {
  return parts.join(phrase(language, 'between'))
}
