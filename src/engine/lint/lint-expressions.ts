import type { FlowDefinition } from '../definition.ts'
import { type AstNode, compileExpression, parseExpression } from '../expression.ts'
import { expressionsOf, type PlacedExpression } from '../expressions-of.ts'
import { KIND_OF_SLOT } from './kind-of-slot.ts'
import { type Known, oneOf, type Report } from './linting.ts'
import { type Kind, kindOf } from './static-types.ts'

const FIELDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  now: { date: 'string', time: 'string', weekday: 'number' },
  person: { level: 'string', language: 'string', largeType: 'boolean', form: 'string', profiled: 'boolean' },
}
const NEEDED: Readonly<Record<NonNullable<PlacedExpression['needs']>, readonly Kind[]>> = {
  condition: ['boolean'],
  list: ['list'],
  time: ['number', 'string'],
}

/** Expressions that can't be read, name what is not there, or would fail in every talk that comes to them. */
export function lintExpressions(definition: FlowDefinition, _known: Known, report: Report): void {
  for (const placed of expressionsOf(definition)) {
    const where = placeOf(placed) + shortened(placed.source)
    const told = (what: string, cure: string) => report(placed.step, `${where}: ${what}`, cure)
    try {
      for (const { variable, field } of compileExpression(placed.source).uses) {
        lintName(definition, placed, variable, field, told)
      }
      lintKind(definition, placed, told)
    } catch (error) {
      told(...unreadable(error))
    }
  }
  lintSets(definition, report)
}

function unreadable(error: unknown): [what: string, cure: string] {
  const message = error instanceof Error ? error.message : 'can not be read'
  if (message.includes('maxDepth')) return ['too many brackets within each other', 'Split it over two set steps.']
  if (message.includes('maxAstNodes')) return ['too long', 'Split it over two set steps.']
  return [message, 'Correct the expression.']
}

const shortened = (source: string): string => (source.length > 60 ? `${source.slice(0, 60)}…` : source)

type Told = (what: string, cure: string) => void

const placeOf = ({ step, slot }: PlacedExpression): string => (step === null && slot ? `slot ${slot}, ` : '')

function lintName(
  { slots }: FlowDefinition,
  { also }: PlacedExpression,
  variable: string,
  field: string | null,
  told: Told,
): void {
  if (variable === 'slots' && field !== null && !slots[field]) {
    told(`there is no slot ${field}`, `${oneOf(field, Object.keys(slots))} Or add it under slots.`)
  }
  if ((variable === 'item' || variable === 'value') && !also.includes(variable)) {
    told(`${variable} means nothing here`, 'Use slots, person or now.')
  }
  const fields = FIELDS[variable]
  if (fields && field !== null && !fields[field]) {
    told(`${variable} has no ${field}`, oneOf(field, Object.keys(fields)))
  }
}

function lintKind(definition: FlowDefinition, placed: PlacedExpression, told: Told): void {
  const kind = kindIn(definition, placed, parseExpression(placed.source), what =>
    told(`${what} can't be worked out`, 'Compare and count values of one kind.'),
  )
  if (!placed.needs || kind === 'any' || kind === 'null') return
  if (!NEEDED[placed.needs].includes(kind)) {
    told(`gives a ${kind} where a ${placed.needs} is needed`, CURES[placed.needs])
  }
}

const CURES: Readonly<Record<NonNullable<PlacedExpression['needs']>, string>> = {
  condition: 'Compare it with something, as in slots.count > 1.',
  list: 'Give a list, as in slots.found.days.',
  time: 'Give a date and time, as in "2026-11-25 09:30".',
}

function kindIn(
  { slots }: FlowDefinition,
  { slot }: Pick<PlacedExpression, 'slot'>,
  node: AstNode,
  fault: (what: string) => void,
): Kind {
  return kindOf(node, {
    fault,
    kindOf(variable, field) {
      const type = variable === 'slots' ? slots[field ?? '']?.type : slots[slot ?? '']?.type
      if (variable === 'slots') return field === null ? 'object' : type ? KIND_OF_SLOT[type] : 'any'
      if (variable === 'value') return field === null && type ? KIND_OF_SLOT[type] : 'any'
      return field === null ? (FIELDS[variable] ? 'object' : 'any') : (FIELDS[variable]?.[field] ?? 'any')
    },
  })
}

/** A value that is not of its slot's type would be read back, compared and counted wrongly. */
function lintSets(definition: FlowDefinition, report: Report): void {
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'set') continue
    for (const [name, source] of Object.entries(step.set)) {
      const slot = definition.slots[name]
      const kind = slot ? kindOfSource(definition, source) : 'any'
      if (!slot || kind === 'any' || kind === 'null') continue
      const wanted = KIND_OF_SLOT[slot.type]
      if (wanted !== 'any' && wanted !== kind) {
        report(id, `puts a ${kind} into ${name}, a slot of type ${slot.type}`, `Give it a ${wanted}, or null.`)
      }
    }
  }
}

function kindOfSource(definition: FlowDefinition, source: string): Kind {
  try {
    return kindIn(definition, {}, parseExpression(source), () => {})
  } catch {
    // Not an expression at all: told above.
    return 'any'
  }
}
