/** 13800000000 → 138 0000 0000; anything else as it is. */
export function phoneInGroups(phone: string): string {
  return phone.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3')
}
