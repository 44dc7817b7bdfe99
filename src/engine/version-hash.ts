import { createHash } from 'node:crypto'
import { branded, type VersionHash } from '../core/ids.ts'
import type { FlowDefinition } from './definition.ts'

/** Keys sorted, absent and undefined the same: equal definitions give equal text, whatever stored them between. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** What a talk follows. Tests and the editor's layout change nothing in it: with other ones it is the same version. */
export function versionHash(definition: FlowDefinition): VersionHash {
  const { layout: _layout, given: _given, tests: _tests, ...meaning } = definition
  return branded<VersionHash>(createHash('sha256').update(canonicalJson(meaning)).digest('hex'))
}
