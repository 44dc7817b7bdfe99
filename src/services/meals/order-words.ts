import { inLanguage, type Language, type Localised } from '../../core/language.ts'
import { phrase } from '../phrase.ts'
import type { Site } from './data/sites.ts'

/** 送到家, 送到陈桂兰家, 到南阳路老年食堂取. */
export function placeWords(
  order: { readonly mode: string; readonly self: boolean; readonly name: Localised },
  site: Pick<Site, 'name'>,
  language: Language,
): string {
  if (order.mode !== 'deliver') return phrase(language, 'collect', { site: inLanguage(site.name, language) })
  if (order.self) return phrase(language, 'to_home')
  return phrase(language, 'to_other', { name: inLanguage(order.name, language) })
}
