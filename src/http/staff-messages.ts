import type { TranscriptMessage as Said } from '../desk/transcript.ts'
import type { TranscriptMessage } from './api.ts'

/** The talk as the staff API gives it: media by an address that needs their session. */
export function staffMessages(messages: readonly Said[]): TranscriptMessage[] {
  return messages.map(({ id, from, text, choices, media, replyId, at, state }) => ({
    id,
    from,
    text,
    ...(choices && { choices: choices.map(choice => ({ id: choice.id, label: choice.label })) }),
    ...(media && { media: media.map(each => ({ ...each, url: `/api/attachments/${each.id}` })) }),
    ...(replyId !== undefined && { replyId }),
    at,
    state,
  }))
}
