import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Catalogue, CatalogueItem, ItemList } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import { LANGUAGES } from '../core/language.ts'
import type { OpenForReading, ReadItem, Reading, SlotType } from '../core/reading.ts'
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
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const request = lineSchema.parse(JSON.parse(line))
    if (request.menu !== undefined && JSON.stringify(request.menu) !== known) {
      known = JSON.stringify(request.menu)
      reader = createReader(catalogueOf(request.menu))
    }
    process.stdout.write(`${JSON.stringify(answer(request, reader, namesOf(known)))}\n`)
  }
}
