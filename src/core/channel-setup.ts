/** One thing that setting a channel up, or checking it, found. `detail` never holds a secret. */
export interface Finding {
  readonly ok: boolean
  /** Kebab words; what people read is written by code. */
  readonly code: string
  readonly detail?: string
}

/** What `npm run channel` asks of a messenger: its webhook, its menu, and what is wrong with them. */
export interface ChannelSetup {
  setup(webhookUrl: string, signal: AbortSignal): Promise<readonly Finding[]>
  check(webhookUrl: string, signal: AbortSignal): Promise<readonly Finding[]>
}
