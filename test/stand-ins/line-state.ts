import { randomBytes } from 'node:crypto'
import { type LineRichMenus, newRichMenus } from './line-rich-menus.ts'

/** What the platform knows and remembers; tests read and change it. */
export interface LineState {
  channelSecret: string
  channelAccessToken: string
  /** Whether a push may go there. */
  knows: (id: string) => boolean
  /** Messages that were taken, in order. */
  readonly accepted: LineAccepted[]
  /** Every request that arrived whole, refused ones too, as `POST /v2/…`. */
  readonly requests: string[]
  /** Groups and rooms that the account left. */
  readonly left: string[]
  /** Still good ones: who is answered with them, and until when. */
  readonly replyTokens: Map<string, { readonly to: string; readonly until: number }>
  /** The request that was accepted under each. */
  readonly retryKeys: Map<string, string>
  /** What users sent, by message id. */
  readonly contents: Map<string, LineContent>
  /** Pushes a month; null: as many as one likes. */
  quota: number | null
  pushed: number
  webhookUrl: string | null
  webhookActive: boolean
  readonly menus: LineRichMenus
}

export interface LineAccepted {
  readonly by: 'reply' | 'push'
  readonly to: string
  readonly messages: readonly LineMessageJson[]
  readonly retryKey: string | null
}

export type LineMessageJson = Readonly<Record<string, unknown>>

export type LineContent = Uint8Array | 'processing' | 'failed' | 'taken-back'

export function newLineState(): LineState {
  return {
    channelSecret: randomBytes(16).toString('hex'),
    channelAccessToken: randomBytes(64).toString('base64'),
    knows: id => /^[UCR][0-9a-f]{32}$/.test(id),
    accepted: [],
    requests: [],
    left: [],
    replyTokens: new Map(),
    retryKeys: new Map(),
    contents: new Map(),
    quota: null,
    pushed: 0,
    webhookUrl: null,
    webhookActive: true,
    menus: newRichMenus(),
  }
}
