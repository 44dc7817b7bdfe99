import type { Language } from '../../core/language.ts'

const DOUBLE = [
  '欧阳',
  '歐陽',
  '上官',
  '司马',
  '司馬',
  '诸葛',
  '諸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '尉遲',
  '慕容',
  '令狐',
  '东方',
  '東方',
]
const OLD = 75

const AFTER: Readonly<
  Record<'zh-CN' | 'zh-TW', { readonly old: readonly string[]; readonly younger: readonly string[] }>
> = {
  'zh-CN': { old: ['奶奶', '爷爷'], younger: ['阿姨', '叔叔'] },
  'zh-TW': { old: ['奶奶', '爺爺'], younger: ['阿姨', '叔叔'] },
}
const POLITE: Readonly<Record<'zh-CN' | 'zh-TW', readonly string[]>> = {
  'zh-CN': ['女士', '先生'],
  'zh-TW': ['女士', '先生'],
}

/** 王奶奶, 王爷爷 from 75 on, 王阿姨, 王叔叔 before; 王女士, 王先生 always. `age` in years, null: not known. */
export function formsOf(name: string, age: number | null, language: Language): readonly string[] {
  const whole = name.trim()
  if (language === 'en' || !/^\p{Script=Han}/u.test(whole)) {
    const last = whole.split(/\s+/).at(-1) ?? whole
    return [`Mrs ${last}`, `Mr ${last}`]
  }
  const surname = DOUBLE.find(one => whole.startsWith(one)) ?? whole.slice(0, 1)
  const elder = age !== null && age < OLD ? AFTER[language].younger : AFTER[language].old
  return [...elder, ...POLITE[language]].map(word => `${surname}${word}`)
}
