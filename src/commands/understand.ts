import { createInterface } from 'node:readline'
import * as z from 'zod'
import { instant } from '../core/civil-time.ts'
import { LANGUAGES } from '../core/language.ts'
import type { Intent, ReadItem, Reading } from '../core/reading.ts'
import { createReader } from '../language/create-reader.ts'
import { practise } from '../language/practise.ts'
import type { Reader } from '../language/reader.ts'
import { catalogueOf, type Menu, menuSchema, openOf } from './understand/menu.ts'

const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.enum(LANGUAGES),
  now: z.string(),
  state: z.string(),
  menu: menuSchema.optional(),
})
/** Answers each line of standard input with one line; the menu may come once, with the first. */
async function main(): Promise<void> {
  let reader = createReader({ version: 'none', lists: [], areas: [] })
  let known = ''
  let isPractised = false
  let itemNames = namesOf(null)
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const request = lineSchema.parse(JSON.parse(line))
    if (request.menu !== undefined && JSON.stringify(request.menu) !== known) {
      known = JSON.stringify(request.menu)
      reader = createReader(catalogueOf(request.menu))
      itemNames = namesOf(request.menu)
    }
    if (!isPractised) practise(reader, instant(Date.parse(request.now)))
    isPractised = true
    process.stdout.write(`${JSON.stringify(answer(request, reader, itemNames))}\n`)
  }
}

function namesOf(menu: Menu | null): ReadonlyMap<string, string> {
  return new Map((menu?.items ?? []).map(item => [item.id, item.name]))
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

/** Of a change to what is to be confirmed, too. */
const AGREES: ReadonlySet<Intent> = new Set(['answer', 'modify'])

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
    // A yes is one only to what was asked: 得劲, said of the weather, is none, nor is giving up or going back.
    ...(yesNo === undefined || !AGREES.has(intent) ? {} : { yesNo }),
    ...(named.length > 0 ? { items: named } : {}),
    ...(removeItems.length > cancelled.length ? { removeItems: removeItems.map(nameOf) } : {}),
  }
}

await main()
