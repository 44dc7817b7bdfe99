import type { Vault } from './vault.ts'

/** What a case is found by: nobody learns from it, or from the table, which numbers there are. */
export function applicationLookupKey(vault: Vault, number: string, last4: string): string {
  return Buffer.from(vault.hash('application.lookup', `${number}|${last4.toUpperCase()}`)).toString('hex')
}
