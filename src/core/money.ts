/** Yuan with no trailing zeros: 1250 → `12.5`, 1800 → `18`. */
export function yuan(amount: number): string {
  return (amount / 100).toFixed(2).replace(/\.?0+$/, '')
}
