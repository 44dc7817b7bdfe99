/** Serial and check digit (ISO 7064 MOD 11,10: always one digit), so that a mistyped 单号 is noticed. */
export function orderNumber(serial: number): string {
  return `${serial}${checkDigit(String(serial))}`
}

/** Reads a number as people write it: spaces and hyphens ignored. null: no number of ours. */
export function parseOrderNumber(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  if (!/^\d{6,24}$/.test(digits)) return null
  return checkDigit(digits.slice(0, -1)) === Number(digits.at(-1)) ? digits : null
}

function checkDigit(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (2 * sum) % 11
  }
  return (11 - product) % 10
}
