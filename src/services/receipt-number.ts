/** Serial and check digit (ISO 7064 MOD 11,10: always one digit), so that a mistyped 单号 is noticed. */
export function receiptNumber(serial: number | bigint): string {
  return `${serial}${checkDigit(String(serial))}`
}

function checkDigit(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (2 * sum) % 11
  }
  return (11 - product) % 10
}
