export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export const BASE_LANGUAGE = 'zh-CN' satisfies Language

/** One text in every language; zh-CN is the base and always there. */
export type Localised = {
  readonly 'zh-CN': string
  readonly 'zh-TW'?: string | undefined
  readonly en?: string | undefined
}

export function inLanguage(text: Localised, language: Language): string {
  return text[language] ?? text[BASE_LANGUAGE]
}
