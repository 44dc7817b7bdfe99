import { inLanguage } from '../core/language.ts'
import type { JsonObject } from '../core/operation.ts'
import type { SlotType } from '../core/reading.ts'
import type { FlowDefinition, SlotDefinition } from '../engine/definition.ts'
import type { Frame, Talk } from '../engine/talk.ts'
import type { Voice } from '../texts/texts.ts'
import type { Shelf } from './shelf.ts'

/** What the resident was in the middle of, as staff read it. */
export interface Draft {
  readonly draft: { readonly flow: string; readonly title: string; readonly question: string | null } | null
  readonly slots: readonly SlotLine[]
}

interface SlotLine {
  readonly slot: string
  readonly type: SlotType
  readonly label: string
  readonly value: string
  readonly personal: boolean
}

type Value = JsonObject[string]
/** What a flow keeps for itself; nobody was asked it. */
const FOR_FLOWS: readonly SlotType[] = ['data', 'usual', 'for_other']
const STAFF_VOICE: Voice = { language: 'zh-CN', largeType: false }

export function describeDraft(talk: Talk, shelf: Pick<Shelf, 'book' | 'texts'>): Draft {
  const frames = talk.frames.length > 0 ? talk.frames : (talk.parked.at(-1)?.frames ?? [])
  const base = frames[0]
  if (!base) return { draft: null, slots: [] }
  const question = talk.open ? shelf.texts().render(talk.open.text, STAFF_VOICE) : null
  const lines = new Map(frames.flatMap(frame => slotLines(frame, shelf)).map(line => [line.slot, line]))
  return { draft: { flow: base.flow, title: titleOf(base, shelf), question }, slots: [...lines.values()] }
}

function definitionOf(frame: Frame, shelf: Pick<Shelf, 'book'>): FlowDefinition | null {
  return shelf.book().version(frame.version)?.definition ?? null
}

function titleOf(frame: Frame, shelf: Pick<Shelf, 'book' | 'texts'>): string {
  const definition = definitionOf(frame, shelf)
  if (!definition) return frame.flow
  return shelf.texts().render({ flow: frame.version, key: definition.title, params: {} }, STAFF_VOICE)
}

function slotLines(frame: Frame, shelf: Pick<Shelf, 'book' | 'texts'>): SlotLine[] {
  const definition = definitionOf(frame, shelf)
  if (!definition) return []
  return Object.entries(definition.slots).flatMap(([slot, its]) => {
    const given = frame.slots[slot]
    const value = given === undefined || FOR_FLOWS.includes(its.type) || isId(given) ? '' : print(given, shelf, its)
    if (value === '') return []
    return { slot, type: its.type, label: labelOf(frame, slot, its, shelf), value, personal: its.personal ?? false }
  })
}

/** Its own question names a slot best; one whose words depend on the talk would show its gaps. */
function labelOf(frame: Frame, slot: string, its: SlotDefinition, shelf: Pick<Shelf, 'texts'>): string {
  if (!its.ask || its.with) return slot
  return shelf.texts().render({ flow: frame.version, key: its.ask, params: {} }, STAFF_VOICE)
}

/** A row's id says nothing to anybody. */
function isId(value: Value): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)
}

function print(value: Value, shelf: Pick<Shelf, 'book'>, its: SlotDefinition): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' && its.type === 'area') return nameOf(shelf, 'areas', value)
  if (typeof value !== 'object') return String(value)
  // Array.isArray does not narrow a readonly array.
  if (Array.isArray(value)) return (value as readonly Value[]).map(each => print(each, shelf, its)).join('、')
  const fields = value as JsonObject // neither a primitive nor a list
  return typeof fields.id === 'string' ? printItem(fields, fields.id, shelf, its) : printFields(fields, shelf, its)
}

function printItem(item: JsonObject, id: string, shelf: Pick<Shelf, 'book'>, its: SlotDefinition): string {
  const list = typeof item.list === 'string' ? item.list : (its.list ?? '')
  const name = typeof item.name === 'string' ? item.name : nameOf(shelf, list, id)
  return typeof item.quantity === 'number' ? `${name}×${item.quantity}` : name
}

function printFields(fields: JsonObject, shelf: Pick<Shelf, 'book'>, its: SlotDefinition): string {
  const values = Object.values(fields).map(each => print(each, shelf, its))
  return values.filter(Boolean).join(' ')
}

function nameOf(shelf: Pick<Shelf, 'book'>, list: string, id: string): string {
  const name = shelf.book().named(list, id)
  return name ? inLanguage(name, STAFF_VOICE.language) : id
}
