import type { Area, Catalogue } from '../core/catalogue.ts'
import type { Localised } from '../core/language.ts'

/** How things are called in questions about words that mean several: items by list and id, areas as list `areas`. */
export function catalogueNames(catalogue: Catalogue): (list: string, id: string) => Localised | null {
  const lists = new Map<string, ReadonlyMap<string, Localised>>([
    ['areas', new Map(catalogue.areas.map(area => [area.code, withDistrict(area)]))],
  ])
  for (const list of catalogue.lists) lists.set(list.name, new Map(list.items.map(item => [item.id, item.name])))
  return (list, id) => lists.get(list)?.get(id) ?? null
}

/** Streets of one name are told apart by their district. */
function withDistrict({ name, district }: Area): Localised {
  const [tw, en] = [name['zh-TW'], name.en]
  return {
    'zh-CN': `${district['zh-CN']}${name['zh-CN']}`,
    'zh-TW': tw === undefined ? undefined : `${district['zh-TW'] ?? district['zh-CN']}${tw}`,
    en: en === undefined ? undefined : `${en}, ${district.en ?? district['zh-CN']}`,
  }
}
