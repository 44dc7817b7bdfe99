import type { Language } from '../../core/language.ts'
import type { FlowDefinition } from '../definition.ts'

/** The forms of one text in one language: plain, large, voice, and the plural forms of a counted one. */
export function formsOf(definition: FlowDefinition, language: Language, key: string): string[] {
  const texts = definition.texts[language] ?? {}
  const keys = [key, ...PLURALS.map(plural => `${key}_${plural}`)]
  return keys.flatMap(one => {
    const text = texts[one]
    if (text === undefined) return []
    return typeof text === 'string' ? [text] : [text.plain, text.large, text.voice].filter(form => form !== undefined)
  })
}

const PLURALS = ['zero', 'one', 'two', 'few', 'many', 'other']

/** The key that a plural form belongs to, beside itself. */
export function keysSaid(key: string): string[] {
  const plural = PLURALS.find(one => key.endsWith(`_${one}`))
  return plural === undefined ? [key] : [key, key.slice(0, -plural.length - 1)]
}

const PLACEHOLDER = /\{([^{}]*)\}/g

/** `{total, money}` → total. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, inside = '']) => (inside.split(',')[0] ?? '').trim())
}

/** What is said whatever the talk. */
export function fixedWords(template: string): string {
  return template.replace(PLACEHOLDER, '')
}
