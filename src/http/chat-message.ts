import type { TranscriptMessage } from '../desk/transcript.ts'

/** What the page and the terminal read. */
export interface ChatMessage extends Omit<TranscriptMessage, 'rowId' | 'media' | 'replyId'> {
  /** `url` needs the session's token too. */
  readonly media?: readonly { readonly id: string; readonly type: string; readonly url: string }[]
}

export const mediaUrl = (session: string, id: string) => `/chat/${session}/media/${id}`

export function toChat(session: string, { rowId: _, replyId: __, media, ...message }: TranscriptMessage): ChatMessage {
  if (!media) return message
  return { ...message, media: media.map(({ id, type }) => ({ id, type, url: mediaUrl(session, id) })) }
}
