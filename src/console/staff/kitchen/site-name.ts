import type { Words } from '../texts/words.tsx'
import type { Site } from './meal.ts'

export function siteName({ t, language }: Words, sites: readonly Site[], code: string): string {
  if (code === '') return t('kitchen.allSites')
  const name = sites.find(site => site.code === code)?.name
  return name?.[language] ?? name?.['zh-CN'] ?? code
}
