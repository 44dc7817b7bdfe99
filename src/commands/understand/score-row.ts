import type { Answer, LabelledRow, SlotName, Slots } from './labelled-row.ts'
import { liesIn, sameValue } from './same-value.ts'

export interface RowScore {
  readonly intent: boolean
  /** Slots read right, read wrong or unasked, and not read. */
  readonly right: readonly SlotName[]
  readonly wrong: readonly SlotName[]
  readonly missed: readonly SlotName[]
}

/** Talk in which a date or a dish is only mentioned: reading it is no mistake. */
const IN_PASSING = [
  'smalltalk',
  'unknown',
  'complaint',
  'help',
  'human',
  'repeat',
  'undo',
  'check_application',
  'apply_assistance',
]
const MENTIONED: readonly SlotName[] = ['date', 'time', 'period', 'items', 'dietary', 'quantity', 'removeItems']
const SINGLE = [
  'date',
  'time',
  'period',
  'address',
  'phone',
  'yesNo',
  'applicationNumber',
  'idNumber',
  'quantity',
] as const
const LISTS = ['removeItems', 'dietary'] as const

/** How one answer does against its label. Slots of an emergency are not looked at: help comes whatever else was read. */
export function scoreRow(row: LabelledRow, answer: Answer): RowScore {
  const strict = answer.intent === row.intent
  const intent = strict || row.acceptIntents.includes(answer.intent)
  const unasked = row.intent === 'emergency' || (intent && !strict && Object.keys(row.slots).length === 0)
  if (unasked) return { intent, right: [], wrong: [], missed: [] }
  const other = intent && !strict ? answer.intent : null
  const read = withoutMentions(row, forgiven(row, answer.slots))
  const tally = new Tally(row, other)
  items(tally, row, read)
  for (const slot of LISTS) list(tally, row, read, slot)
  for (const slot of SINGLE) single(tally, row, read, slot)
  return { intent, right: tally.right, wrong: tally.wrong, missed: tally.missed }
}

class Tally {
  readonly right: SlotName[] = []
  readonly wrong: SlotName[] = []
  readonly missed: SlotName[] = []
  readonly #may: (slot: SlotName) => boolean

  constructor({ optional }: LabelledRow, other: string | null) {
    this.#may = slot => optional.includes(slot) || (other !== null && !canCarry(other, slot))
  }

  /** Not read. */
  lacks(slot: SlotName): void {
    if (!this.#may(slot)) this.missed.push(slot)
  }

  isOptional(slot: SlotName): boolean {
    return this.#may(slot)
  }
}

function canCarry(intent: string, slot: SlotName): boolean {
  if (slot === 'yesNo') return intent === 'answer'
  return !(IN_PASSING.includes(intent) && MENTIONED.includes(slot))
}

/** "两份" said of one open dish is its quantity, whether it was written beside the dish or alone. */
function forgiven({ slots }: LabelledRow, read: Slots): Slots {
  const [only, ...more] = read.items ?? []
  if (slots.quantity === undefined || read.quantity !== undefined || !only || more.length > 0) return read
  const { items: _, ...rest } = read
  const quantity = only.quantity ?? undefined
  return quantity === undefined ? read : { ...(slots.items ? read : rest), quantity }
}

function withoutMentions({ intent, slots }: LabelledRow, read: Slots): Slots {
  if (!IN_PASSING.includes(intent)) return read
  const kept = Object.entries(read).filter(
    ([slot]) => !MENTIONED.includes(slot as SlotName) || slots[slot as SlotName] !== undefined, // keys of Slots
  )
  return Object.fromEntries(kept)
}

const accepted = ({ accept }: LabelledRow, slot: SlotName) => [accept[slot] ?? []].flat()

function items(tally: Tally, row: LabelledRow, { items: read = [] }: Slots): void {
  const left = [...read]
  for (const { name, quantity, anyQuantity } of row.slots.items ?? []) {
    const at = left.findIndex(one => one.name === name)
    if (at < 0) {
      tally.lacks('items')
      continue
    }
    const [found] = left.splice(at, 1)
    if (anyQuantity || (found?.quantity ?? 1) === (quantity ?? 1)) tally.right.push('items')
    else {
      tally.wrong.push('items')
      tally.missed.push('items')
    }
  }
  for (const { name } of left) if (!accepted(row, 'items').includes(name)) tally.wrong.push('items')
}

function list(tally: Tally, row: LabelledRow, read: Slots, slot: (typeof LISTS)[number]): void {
  const [label, given] = [new Set(row.slots[slot]), new Set(read[slot])]
  for (const one of label) {
    if (given.has(one)) tally.right.push(slot)
    else tally.lacks(slot)
  }
  for (const one of given) if (!label.has(one) && !accepted(row, slot).includes(one)) tally.wrong.push(slot)
}

function single(tally: Tally, row: LabelledRow, read: Slots, slot: (typeof SINGLE)[number]): void {
  const [label, given] = [row.slots[slot], read[slot]]
  if (slot === 'period' && tally.isOptional(slot)) return
  if (given === undefined) {
    // A clock time inside the period counts as the period.
    if (slot === 'period' && label !== undefined && read.time && liesIn(read.time, String(label)))
      tally.right.push(slot)
    else if (label !== undefined) tally.lacks(slot)
    return
  }
  const good = [...(label === undefined ? [] : [label]), ...accepted(row, slot)].some(one =>
    sameValue(slot, given, one),
  )
  if (good) {
    if (label !== undefined) tally.right.push(slot)
    return
  }
  if (label === undefined && isImplied(row, slot, given)) return
  tally.wrong.push(slot)
  if (label !== undefined && !tally.isOptional(slot)) tally.missed.push(slot)
}

/** Said in another slot of the label. */
function isImplied({ slots }: LabelledRow, slot: SlotName, given: string | number): boolean {
  if (slot === 'time' && slots.period !== undefined) return liesIn(String(given), slots.period)
  return slot === 'quantity' && slots.items !== undefined
}
