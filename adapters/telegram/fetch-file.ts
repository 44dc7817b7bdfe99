import { TelegramError } from 'telegraf'
import * as z from 'zod'
import type { Fetched } from '../../src/core/channel.ts'
import { readBody } from '../../src/core/read-body.ts'
import { failureOf } from './failure-of.ts'
import { NoAnswer, noAnswer, type TelegramClient } from './telegram-client.ts'

/** https://core.telegram.org/bots/api#file */
const fileAnswer = z.object({ file_path: z.string().min(1), file_size: z.number().optional() })

const TOO_LARGE = { kind: 'too_large' } as const

/** Two steps: where it lies, then its bytes. */
export async function fetchFile(client: TelegramClient, id: string, limit: number): Promise<Fetched> {
  try {
    const file = fileAnswer.safeParse(await client.getFile(id))
    if (!file.success) throw new NoAnswer('unreadable file', 'no')
    if ((file.data.file_size ?? 0) > limit) return TOO_LARGE
    const bytes = await readWithin(await client.download(file.data.file_path), limit)
    return bytes ? { kind: 'fetched', bytes } : TOO_LARGE
  } catch (error) {
    return fetchFailure(error)
  }
}

function fetchFailure(error: unknown): Fetched {
  if (error instanceof TelegramError) {
    // Bots get no more than 20 MB, whatever our own limit.
    if (error.description.includes('file is too big')) return TOO_LARGE
    if (error.description.includes('temporarily unavailable')) {
      return { kind: 'unreachable', accepted: 'no', detail: `${error.code} file unavailable` }
    }
    // A path lasts an hour; the token was good a moment ago.
    if (error.description === 'file' && error.code === 404) return { kind: 'gone', detail: '404 file' }
  }
  const failure = failureOf(error)
  return failure.kind === 'refused' ? { kind: 'gone', detail: failure.detail } : failure
}

/** null: more than that; the rest is left unread. */
async function readWithin(response: Response, limit: number): Promise<Uint8Array | null> {
  try {
    return await readBody(response, limit)
  } catch (error) {
    throw noAnswer(error)
  }
}
