import type { Json } from '../core/operation.ts'
import type { SlotDefinition } from './definition.ts'
import { isList, isObject, own } from './expression-values.ts'
import { deskText, evaluateAll, flowOf, flowText, holds, type Run } from './run.ts'
import type { Frame, TextRef } from './talk.ts'

/** Why a value cannot be taken, as a kind sentence; null: it can. */
export function refusalOf(run: Run, frame: Frame, slot: string, value: Json): TextRef | null {
  const known = flowOf(run, frame).definition.slots[slot]
  if (!known) throw new Error(`flow ${frame.flow} has no slot ${slot}`)
  const outside = outOfRange(known, value)
  if (outside) return outside
  if (known.of && typeof value === 'string' && !known.of.some(period => period === value))
    return deskText('period_not_offered')
  if (!known.check || holds(run, frame, known.check.holds, { value })) return null
  return flowText(frame, known.check.otherwise, { ...evaluateAll(run, frame, known.with), value })
}

function outOfRange(known: SlotDefinition, value: Json): TextRef | null {
  const { min, max, type } = known
  const numbers = type === 'items' ? quantities(value) : typeof value === 'number' ? [value] : []
  const suffix = type === 'money' ? '_money' : ''
  if (min !== undefined && numbers.some(number => number < min)) return deskText(`too_small${suffix}`, { min })
  if (max !== undefined && numbers.some(number => number > max)) return deskText(`too_large${suffix}`, { max })
  return null
}

function quantities(value: Json): number[] {
  if (!isList(value)) return []
  return value
    .map(item => (isObject(item) ? own(item, 'quantity') : null))
    .filter(quantity => typeof quantity === 'number')
}
