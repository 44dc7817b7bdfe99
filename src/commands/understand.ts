import { createInterface } from 'node:readline'
import * as z from 'zod'
import type { Catalogue, CatalogueItem, ItemList } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import { LANGUAGES } from '../core/language.ts'
import type { Intent, OpenForReading, ReadItem, Reading, SlotType } from '../core/reading.ts'
import { createReader } from '../language/create-reader.ts'
import type { Reader } from '../language/reader.ts'

const names = z.strictObject({ 'zh-CN': z.string(), 'zh-TW': z.string().optional(), en: z.string().optional() })
const menuSchema = z.object({
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
const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.enum(LANGUAGES),
  now: z.string(),
  state: z.string(),
  menu: menuSchema.optional(),
})
type Menu = z.infer<typeof menuSchema>

const ASKED: Readonly<Record<string, readonly SlotType[]>> = {
  dish: ['items'],
  quantity: ['number'],
  time: ['date', 'time', 'period'],
  confirm: ['yesno'],
  address: ['address'],
  applicationNumber: ['application_number'],
}

/** Answers each line of standard input with one line; the menu may come once, with the first. */
async function main(): Promise<void> {
  let reader = createReader({ version: 'none', lists: [], areas: [] })
  let known = ''
  let itemNames = namesOf(null)
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const request = lineSchema.parse(JSON.parse(line))
    if (request.menu !== undefined && JSON.stringify(request.menu) !== known) {
      known = JSON.stringify(request.menu)
      reader = createReader(catalogueOf(request.menu))
      itemNames = namesOf(request.menu)
    }
    process.stdout.write(`${JSON.stringify(answer(request, reader, itemNames))}\n`)
  }
}

function catalogueOf(menu: Menu): Catalogue {
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

function namesOf(menu: Menu | null): ReadonlyMap<string, string> {
  return new Map((menu?.items ?? []).map(item => [item.id, item.name]))
}

function openOf(state: string): OpenForReading | null {
  const expects = ASKED[state.replace(/^asking:/, '')]
  return expects === undefined ? null : { expects, options: [], yesNo: expects.includes('yesno') }
}

function answer(request: z.infer<typeof lineSchema>, reader: Reader, itemNames: ReadonlyMap<string, string>) {
  const { id, text, lang, now, state } = request
  const context = { language: lang, now: instant(Date.parse(now)), open: openOf(state) }
  const start = process.hrtime.bigint()
  const reading = reader.read(text, context)
  const us = Number(process.hrtime.bigint() - start) / 1_000
  const intent = reading.intents[0]?.intent ?? 'unknown'
  return { id, intent, slots: slotsOf(reading, intent, itemNames), us }
}

/** Items by their names on the menu; a term of several items by its first, since the format has no question. */
function slotsOf({ slots }: Reading, intent: Intent, itemNames: ReadonlyMap<string, string>) {
  const {
    items = [],
    ambiguous = [],
    removeItems = [],
    areas: _areas,
    usual: _usual,
    year: _year,
    money: _money,
    yesNo,
    ...rest
  } = slots
  const nameOf = ({ id }: Pick<ReadItem, 'id'>) => itemNames.get(id) ?? id
  const guessed = ambiguous.flatMap(({ candidates, quantity }) => candidates.slice(0, 1).map(id => ({ id, quantity })))
  // The format names what a cancellation takes away among the items.
  const cancelled = intent === 'cancel' ? removeItems : []
  const named = [...items, ...guessed, ...cancelled].map(item => ({ name: nameOf(item), quantity: item.quantity }))
  return {
    ...rest,
    // Giving up is no answer to a question that asks for something else.
    ...(yesNo === undefined || intent === 'cancel' ? {} : { yesNo }),
    ...(named.length > 0 ? { items: named } : {}),
    ...(removeItems.length > cancelled.length ? { removeItems: removeItems.map(nameOf) } : {}),
  }
}

await main()
