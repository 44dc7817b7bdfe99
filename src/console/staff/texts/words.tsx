import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import type { Language } from '../../../core/language.ts'
import en from './en.json' with { type: 'json' }
import zhCN from './zh-CN.json' with { type: 'json' }
import zhTW from './zh-TW.json' with { type: 'json' }

export type TextKey = keyof typeof zhCN
type Params = Readonly<Record<string, string | number>>

export interface Words {
  readonly language: Language
  /** `{name}` in the text is replaced by the parameter of that name; `n` also chooses the English singular. */
  t(key: TextKey, params?: Params): string
  choose(language: Language): void
}

export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const satisfies readonly Language[]
const TABLES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
const KEPT = 'zhaoying.console.language'

export function render(language: Language, key: TextKey, params: Params = {}): string {
  const table = TABLES[language]
  const text = (params.n === 1 ? table[`${key}_one`] : undefined) ?? table[key] ?? zhCN[key]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

export function isTextKey(key: string): key is TextKey {
  return key in zhCN
}

function startLanguage(): Language {
  const kept = localStorage.getItem(KEPT) ?? navigator.language
  if (kept.startsWith('en')) return 'en'
  return /^zh-(TW|HK|MO|Hant)/i.test(kept) ? 'zh-TW' : 'zh-CN'
}

const WordsContext = createContext<Words | null>(null)

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(startLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const words = useMemo<Words>(
    () => ({
      language,
      t: (key, params) => render(language, key, params),
      choose(next) {
        localStorage.setItem(KEPT, next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <WordsContext value={words}>{children}</WordsContext>
}

export function useWords(): Words {
  const words = use(WordsContext)
  if (!words) throw new Error('useWords outside WordsProvider')
  return words
}
