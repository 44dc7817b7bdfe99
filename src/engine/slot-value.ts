import type { Json } from '../core/operation.ts'
import type { Period, ReadItem, ReadSlots, SlotType } from '../core/reading.ts'
import type { SlotDefinition } from './definition.ts'
import { isList, isObject, own } from './expression-values.ts'

/** What a message says for a slot, in the form in which slots keep it; null: nothing. Texts and photos are no part. */
export function slotValue(known: SlotDefinition, said: ReadSlots, before: Json): Json {
  if (known.type === 'items') return itemsValue(known, said, before)
  if (known.type === 'period') return periodValue(known, said.period)
  if (known.type === 'area') return said.areas?.length === 1 ? (said.areas[0] ?? null) : null
  if (known.type === 'yesno') return said.yesNo === undefined ? null : said.yesNo === 'yes'
  if (known.type === 'dietary') return said.dietary ? [...said.dietary] : null
  if (known.type === 'usual') return said.usual ?? null
  if (known.type === 'for_other') return said.forOther ?? null
  const simple = SIMPLE[known.type]
  return simple ? (simple(said) ?? null) : null
}

const SIMPLE: Partial<Record<SlotType, (said: ReadSlots) => string | number | undefined>> = {
  number: said => said.quantity,
  money: said => said.money,
  date: said => said.date,
  time: said => said.time,
  name: said => said.name,
  address: said => said.address,
  phone: said => said.phone,
  id_number: said => said.idNumber,
  application_number: said => said.applicationNumber,
  year: said => said.year,
}

/** 中午 is lunch where one eats and noon elsewhere: whichever the slot can be. */
const SAME_TIME: Readonly<Record<Period, Period | null>> = {
  breakfast: 'morning',
  lunch: 'noon',
  dinner: 'evening',
  morning: 'breakfast',
  noon: 'lunch',
  evening: 'dinner',
  afternoon: null,
}

function periodValue(known: SlotDefinition, period: Period | undefined): Json {
  if (period === undefined) return null
  const { of } = known
  const same = SAME_TIME[period]
  return of && !of.includes(period) && same !== null && of.includes(same) ? same : period
}

/** What is named anew replaces its own line, what is new is added, what is taken out goes. */
function itemsValue(known: SlotDefinition, said: ReadSlots, before: Json): Json {
  const ours = (items: readonly ReadItem[] | undefined) => (items ?? []).filter(item => item.list === known.list)
  const added = ours(said.items)
  const removed = new Set(ours(said.removeItems).map(item => item.id))
  if (added.length === 0 && removed.size === 0) return null
  const named = new Set(added.map(item => item.id))
  const kept = (isList(before) ? before : []).filter(item => {
    const id = isObject(item) ? own(item, 'id') : null
    return typeof id === 'string' && !named.has(id) && !removed.has(id)
  })
  return [...kept, ...added.filter(item => !removed.has(item.id)).map(item => ({ ...item }))]
}
