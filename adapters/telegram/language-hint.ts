import type { Language } from '../../src/core/language.ts'

/** The language of somebody's app, an IETF tag such as zh-hans, zh-HK or en-GB. */
export function languageHint(tag: string | undefined): Language | undefined {
  const [language, ...rest] = (tag ?? '').toLowerCase().split(/[-_]/)
  if (language === 'en') return 'en'
  if (language !== 'zh') return undefined
  return rest.some(part => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-TW' : 'zh-CN'
}
