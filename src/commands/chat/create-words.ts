import type { Language } from '../../core/language.ts'
import en from './texts/en.json' with { type: 'json' }
import zhCN from './texts/zh-CN.json' with { type: 'json' }
import zhTW from './texts/zh-TW.json' with { type: 'json' }

type WordKey = keyof typeof zhCN
const TEXTS: Record<Language, Record<WordKey, string>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }

/** What the terminal itself says; what the bot says comes from the desk. */
export type Words = (key: WordKey, values?: Readonly<Record<string, string>>) => string

export function createWords(language: Language): Words {
  return (key, values = {}) => TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
