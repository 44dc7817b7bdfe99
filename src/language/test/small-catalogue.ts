import type { Catalogue, CatalogueItem } from '../../core/catalogue.ts'

/** What is known by its own name, and by `aliases`. */
export function item(id: string, units: readonly string[] = ['份'], aliases: readonly string[] = []): CatalogueItem {
  return { id, name: { 'zh-CN': id }, aliases, units }
}

/** A catalogue of these and of nothing else. */
export function smallCatalogue(dishes: readonly CatalogueItem[], services: readonly CatalogueItem[] = []): Catalogue {
  const lists = [
    { name: 'dishes', intent: 'order_meal', ambiguous: [], items: dishes },
    { name: 'services', intent: 'order_service', ambiguous: [], items: services },
  ]
  return { version: 'test', areas: [], lists: lists.filter(({ items }) => items.length > 0) }
}
