import { createHash } from 'node:crypto'
import type { FlowDefinition } from './definition.ts'
import { canonicalJson } from './version-hash.ts'

/** What a translation notes of the base text that it was made from: 12 hex digits. */
export function textHash(text: FlowDefinition['texts']['zh-CN'][string]): string {
  return createHash('sha256').update(canonicalJson(text)).digest('hex').slice(0, 12)
}
