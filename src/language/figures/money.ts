import type { SlotType } from '../../core/reading.ts'
import type { Named } from '../pack.ts'
import { PACKS } from '../packs.ts'

const MONEY =
  /([0-9]{1,7}(?:\.[0-9]{1,2})?|[零一二两三四五六七八九十百千万]{1,9}) ?(?:块钱?|元(?![宵旦])钱?|yuan|rmb)(?:([0-9一二两三四五六七八九])(?:毛|角)?(?![份个碗十百千万]))?/

/** Most messages name no money, and every figure in them would be tried. */
const UNIT = /[块元]|yuan|rmb/

/** In fen. 块 is also a measure word: read only where money is asked for, or with 元 or 钱. */
export function findMoney(dense: string, expects: readonly SlotType[]): Named<number> | null {
  const match = UNIT.test(dense) ? MONEY.exec(dense) : null
  const asked = expects.includes('money')
  if (match === null) return asked ? bareMoney(dense) : null
  const [whole, amount = '', tenth] = match
  if (!asked && !/[元钱yr]/.test(whole)) return null
  const yuan = numberOf(amount)
  if (yuan === null) return null
  const fen = Math.round(yuan * 100) + (tenth === undefined ? 0 : (numberOf(tenth) ?? 0) * 10)
  return { from: match.index, to: match.index + whole.length, value: fen }
}

function bareMoney(dense: string): Named<number> | null {
  const number = PACKS[0]?.numberAt(dense, 0) ?? null
  if (number === null || number.value === null || number.to !== dense.length) return null
  return { from: 0, to: number.to, value: Math.round(number.value * 100) }
}

function numberOf(text: string): number | null {
  return PACKS[0]?.numberAt(text, 0)?.value ?? null
}
