import type { Untaught } from '../../core/catalogue.ts'
import { findDanger } from '../danger/danger.ts'
import { maskPersonal } from '../figures/mask.ts'
import { COMMON } from '../items/item-slips.ts'
import { fold } from '../text/fold.ts'
import { findWords } from '../text/vocabulary.ts'
import { findCommand } from './commands.ts'
import { findOption } from './options.ts'
import { wholeMessage } from './whole-message.ts'
import { wholeYesNo } from './yes-no.ts'

const SHORTEST = 2
const LONGEST = { alias: 20, example: 60 } as const
const NUMBERS = Array.from({ length: 20 }, () => () => [])

/** An alias may stand anywhere in a message; an example is the whole of it. */
export function whyNotTaught(words: string, kind: keyof typeof LONGEST): Untaught | null {
  const folded = fold(words)
  const { dense, text } = folded
  if (findDanger(folded) !== null) return 'danger'
  if (dense.length < SHORTEST || dense.length > LONGEST[kind]) return 'length'
  if (findCommand(dense) !== null || wholeYesNo(dense) !== null || findOption(dense, NUMBERS) !== null) return 'answer'
  if (/^[0-9 .:/-]+$/.test(dense)) return 'answer'
  if (maskPersonal(text, [], 'stay') !== text) return 'personal'
  const isFiller = wholeMessage(`${dense}馒头`, form => (form === '馒头' ? true : null)) !== null
  if (kind === 'alias' && (isFiller || [...dense].every(char => COMMON.has(char)) || isKnownWord(dense)))
    return 'common'
  return null
}

function isKnownWord(dense: string): boolean {
  return findWords(fold(dense)).some(({ from, to }) => from === 0 && to === dense.length)
}
