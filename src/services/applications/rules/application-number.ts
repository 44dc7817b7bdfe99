const SHAPE = /^ZZ(\d{20})(\d)$/

/** As on file, whatever spaces, hyphens and case it was said with. A number without its letters gets them. */
export function readApplicationNumber(said: string): string {
  const dense = said
    .normalize('NFKC')
    .replace(/[\s\-‐-―]/g, '')
    .toUpperCase()
  return /^\d{21}$/.test(dense) ? `ZZ${dense}` : dense
}

/** Whether the check digit fits: ISO 7064 MOD 11,10. Expects what `readApplicationNumber` gives. */
export function isApplicationNumber(number: string): boolean {
  const [, body, check] = SHAPE.exec(number) ?? []
  return body !== undefined && checkDigit(body) === Number(check)
}

function checkDigit(digits: string): number {
  let rest = 10
  for (const digit of digits) rest = (((rest + Number(digit)) % 10 || 10) * 2) % 11
  return (11 - rest) % 10
}

/** ZZ and groups of four. */
export function sayApplicationNumber(number: string): string {
  return number.replace(/^ZZ/, 'ZZ ').replace(/\d{4}(?=\d)/g, '$& ')
}
