import type { Json, JsonObject } from '../core/operation.ts'

/** JSON values as expressions see them. Missing is null; a comparison with null is false; null as a condition is no. */

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function typeName(value: Json): string {
  if (value === null) return 'null'
  return isList(value) ? 'list' : typeof value
}

/** Own properties only: `constructor` of a slot's value is nothing. */
export function own(object: JsonObject, name: string): Json {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null
}

export function truth(value: Json): boolean {
  if (value === null) return false
  if (typeof value === 'boolean') return value
  throw new Error(`a ${typeName(value)} is neither true nor false`)
}

export function equal(a: Json, b: Json): boolean {
  if (a === b) return true
  if (isList(a) && isList(b)) return a.length === b.length && a.every((value, i) => equal(value, b[i] ?? null))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && equal(own(a, key), own(b, key)))
  )
}

export function compare(op: '<' | '<=' | '>' | '>=', a: Json, b: Json): boolean {
  if (a === null || b === null) return false
  const comparable =
    (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')
  if (!comparable) throw new Error(`${typeName(a)} ${op} ${typeName(b)}`)
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b
}

export function plus(a: Json, b: Json): Json {
  if (a === null || b === null) return null
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (isList(a) && isList(b)) return bounded([...a, ...b])
  throw new Error(`${typeName(a)} + ${typeName(b)}`)
}

const LIST_LIMIT = 500

export function bounded(list: readonly Json[]): readonly Json[] {
  if (list.length > LIST_LIMIT) throw new Error(`a list of ${list.length}, more than ${LIST_LIMIT}`)
  return list
}
