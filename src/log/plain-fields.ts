import type { LogFields } from '../core/log.ts'

type Plain = Readonly<Record<string, string | number | boolean | null>>

/** Only what LogFields allows gets through, should a caller hand over more: an object may hold anything. */
export function plainFields(fields: LogFields = {}): Plain {
  const kept: Record<string, string | number | boolean | null> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    kept[name] = value === null || typeof value !== 'object' ? value : '[object]'
  }
  return kept
}
