import { english } from './en/pack.ts'
import type { Pack } from './pack.ts'
import { chinese } from './zh/pack.ts'

/** Every message is read with all of them: people mix. A new language is a folder and a line here. */
export const PACKS: readonly Pack[] = [chinese, english]
