import type { Language } from '../core/language.ts'
import en from './en.json' with { type: 'json' }
import zhCN from './zh-CN.json' with { type: 'json' }
import zhTW from './zh-TW.json' with { type: 'json' }

/** The desk's own texts, beside those of the flows. */
export const DESK_TEXTS = { 'zh-CN': zhCN, 'zh-TW': zhTW, en } as const satisfies Readonly<Record<Language, unknown>>
