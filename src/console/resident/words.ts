import type { Language } from '../../core/language.ts'
import en from './texts/en.json' with { type: 'json' }
import zhCN from './texts/zh-CN.json' with { type: 'json' }
import zhTW from './texts/zh-TW.json' with { type: 'json' }

export type WordKey = keyof typeof zhCN
const TEXTS: Record<Language, Record<WordKey, string>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }

export const isLanguage = (value: unknown): value is Language => typeof value === 'string' && value in TEXTS

/** The browser's wish, as far as the desk speaks it. */
export function languageOfBrowser(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    if (/^zh.*(tw|hk|mo|hant)/i.test(wish)) return 'zh-TW'
    if (/^zh/i.test(wish)) return 'zh-CN'
    if (/^en/i.test(wish)) return 'en'
  }
  return 'zh-CN'
}

export interface Words {
  language: Language
  say(key: WordKey, values?: Readonly<Record<string, string | number>>): string
  /** Is it what the page says by this key, in any language? */
  means(key: WordKey, text: string): boolean
  /** Every text of the page that stands in its HTML. */
  applyTo(root: Document): void
}

export function createWords(language: Language): Words {
  return {
    language,
    say(key, values = {}) {
      return TEXTS[this.language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
    },
    means: (key, text) => Object.values(TEXTS).some(texts => texts[key] === text),
    applyTo(root) {
      root.documentElement.lang = this.language
      root.title = this.say('title')
      const each = (name: string, put: (element: Element, text: string) => void) => {
        for (const element of Array.from(root.querySelectorAll(`[data-${name}]`))) {
          const key = element.getAttribute(`data-${name}`)
          if (isKey(key)) put(element, this.say(key))
        }
      }
      each('text', (element, text) => {
        element.textContent = text
      })
      each('label', (element, text) => element.setAttribute('aria-label', text))
      each('placeholder', (element, text) => element.setAttribute('placeholder', text))
    },
  }
}

const isKey = (key: string | null): key is WordKey => key !== null && key in zhCN
