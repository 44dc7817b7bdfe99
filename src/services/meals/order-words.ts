import { inLanguage, type Language } from '../../core/language.ts'
import { phrase } from '../phrase.ts'
import type { Site } from './data/sites.ts'
import type { Diner } from './diner.ts'

/** 送到家, 送到陈桂兰家, 到南阳路老年食堂取. */
export function placeWords(
  mode: string,
  diner: Pick<Diner, 'self' | 'name'> | null,
  site: Pick<Site, 'name'>,
  language: Language,
): string {
  if (mode !== 'deliver') return phrase(language, 'collect', { site: inLanguage(site.name, language) })
  if (!diner || diner.self) return phrase(language, 'to_home')
  return phrase(language, 'to_other', { name: inLanguage(diner.name, language) })
}
