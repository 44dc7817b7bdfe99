import type { Brand } from './ids.ts'

/** Integer fen (0.01 yuan). */
export type Fen = Brand<number, 'Fen'>

export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number of fen: ${value}`)
  return value as Fen // just checked
}

/** Yuan with no trailing zeros: 1250 → `12.5`, 1800 → `18`. */
export function yuan(amount: number): string {
  return (amount / 100).toFixed(2).replace(/\.?0+$/, '')
}
