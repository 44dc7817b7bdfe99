import { inLanguage, type Language } from '../../core/language.ts'
import { phrase } from '../phrase.ts'
import type { Site } from './data/sites.ts'
import type { Diner } from './diner.ts'

const PHONE = /^(\d{3})(\d{4})(\d{4})$/

/** 送到家, 送到陈桂兰家, 到南阳路老年食堂取. Of somebody who is only named, all that was said is read back. */
export function placeWords(mode: string, diner: Diner | null, site: Pick<Site, 'name'>, language: Language): string {
  if (mode !== 'deliver') return phrase(language, 'collect', { site: inLanguage(site.name, language) })
  if (!diner || diner.self) return phrase(language, 'to_home')
  const name = inLanguage(diner.name, language)
  if (diner.id !== null) return phrase(language, 'to_other', { name })
  const { address, phone } = diner
  return phone === null
    ? phrase(language, 'to_named_no_phone', { name, address })
    : phrase(language, 'to_named', { name, address, phone: phone.replace(PHONE, '$1 $2 $3') })
}
