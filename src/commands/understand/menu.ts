import * as z from 'zod'
import type { Catalogue, CatalogueItem, ItemList } from '../../core/catalogue.ts'
import type { OpenForReading, SlotType } from '../../core/reading.ts'

const names = z.strictObject({ 'zh-CN': z.string(), 'zh-TW': z.string().optional(), en: z.string().optional() })

export const menuSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      type: z.enum(['dish', 'service']),
      name: z.string(),
      names,
      aliases: z.array(z.string()).default([]),
      aliasesEn: z.array(z.string()).default([]),
      unit: z.string(),
    }),
  ),
})
export type Menu = z.infer<typeof menuSchema>

const ASKED: Readonly<Record<string, readonly SlotType[]>> = {
  dish: ['items'],
  quantity: ['number'],
  time: ['date', 'time', 'period'],
  confirm: ['yesno'],
  address: ['address'],
  applicationNumber: ['application_number'],
}

export function catalogueOf(menu: Menu): Catalogue {
  const list = (name: string, type: Menu['items'][number]['type'], intent: string): ItemList => ({
    name,
    intent,
    items: menu.items.filter(item => item.type === type).map(itemOf),
    ambiguous: [],
  })
  return {
    version: 'given',
    lists: [list('dishes', 'dish', 'order_meal'), list('services', 'service', 'order_service')],
    areas: [],
  }
}

function itemOf(item: Menu['items'][number]): CatalogueItem {
  return { id: item.id, name: item.names, aliases: [...item.aliases, ...item.aliasesEn], units: [item.unit] }
}

/** `asking:dish` and its like; null when nothing is asked. */
export function openOf(state: string): OpenForReading | null {
  const expects = ASKED[state.replace(/^asking:/, '')]
  return expects === undefined ? null : { expects, options: [], yesNo: expects.includes('yesno') }
}
