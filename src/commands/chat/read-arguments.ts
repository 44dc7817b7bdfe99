import { parseArgs } from 'node:util'
import * as z from 'zod'
import { LANGUAGES, type Language } from '../../core/language.ts'

export interface ChatArguments {
  /** Of a running desk, no slash at its end; null: the one of the settings. */
  readonly address: string | null
  /** Begin another talk instead of going on with the last. */
  readonly fresh: boolean
  readonly language: Language | null
}

const shape = z.object({
  positionals: z.array(z.url({ protocol: /^https?$/ })).max(1),
  values: z.object({ new: z.boolean().default(false), lang: z.enum(LANGUAGES).optional() }),
})

/** Null: not understood. */
export function readArguments(given: readonly string[]): ChatArguments | null {
  const parsed = shape.safeParse(split(given))
  if (!parsed.success) return null
  const { positionals, values } = parsed.data
  const address = positionals[0]?.replace(/\/+$/, '') ?? null
  return { address, fresh: values.new, language: values.lang ?? null }
}

function split(args: readonly string[]): unknown {
  try {
    const options = { new: { type: 'boolean' }, lang: { type: 'string' } } as const
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    // An option that we don't have.
    return null
  }
}
