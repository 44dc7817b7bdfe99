/** What is wrong with a definition, where, and what to do about it. */
export interface Problem {
  readonly file: string
  readonly step: string | null
  readonly level: 'error' | 'warning'
  readonly what: string
  readonly cure: string
}
