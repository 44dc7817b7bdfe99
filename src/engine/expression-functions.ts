import type { Json } from '../core/operation.ts'
import { bounded, isList, isObject, truth, typeName } from './expression-values.ts'

export const FUNCTIONS: readonly string[] = ['size', 'has', 'string', 'int', 'double']
export const METHODS: readonly string[] = ['size', 'contains', 'startsWith', 'endsWith', 'sum']
export const MACROS: readonly string[] = ['map', 'filter', 'exists', 'all', 'exists_one']

export function callFunction(name: string, value: Json): Json {
  switch (name) {
    case 'size':
      return size(value)
    case 'has':
      return value !== null
    case 'string':
      return value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value)
    case 'int':
      return number(value, Math.trunc)
    default:
      return number(value, known => known)
  }
}

export function callMethod(name: string, receiver: Json, args: readonly Json[]): Json {
  if (name === 'size') return size(receiver)
  if (name === 'sum')
    return listOf(receiver).reduce((sum: number, value) => sum + (typeof value === 'number' ? value : 0), 0)
  const part = args[0] ?? null
  if (receiver === null || part === null) return false
  if (typeof receiver !== 'string' || typeof part !== 'string') throw new Error(`.${name}() of a ${typeName(receiver)}`)
  if (name === 'contains') return receiver.includes(part)
  return name === 'startsWith' ? receiver.startsWith(part) : receiver.endsWith(part)
}

export function runMacro(name: string, receiver: Json, body: (element: Json) => Json): Json {
  const list = listOf(receiver)
  switch (name) {
    case 'map':
      return list.map(body)
    case 'filter':
      return list.filter(element => truth(body(element)))
    case 'exists':
      return list.some(element => truth(body(element)))
    case 'all':
      return list.every(element => truth(body(element)))
    default:
      return list.filter(element => truth(body(element))).length === 1
  }
}

function listOf(value: Json): readonly Json[] {
  if (value === null) return []
  if (isList(value)) return bounded(value)
  throw new Error(`a ${typeName(value)} where a list is needed`)
}

function size(value: Json): number {
  if (value === null) return 0
  if (isList(value)) return value.length
  if (typeof value === 'string') return [...value].length
  if (isObject(value)) return Object.keys(value).length
  throw new Error(`size of a ${typeName(value)}`)
}

function number(value: Json, finish: (value: number) => number): Json {
  if (value === null) return null
  const parsed = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(parsed) ? finish(parsed) : null
}
