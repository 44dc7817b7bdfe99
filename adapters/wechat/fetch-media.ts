import * as z from 'zod'
import type { Fetched } from '../../src/core/channel.ts'
import { readBody } from '../../src/core/read-body.ts'
import { refusalName, type Trouble, troubleOf } from './errcode.ts'
import { type Answer, wechatRequest } from './wechat-request.ts'
import { type WechatApi, withToken } from './with-token.ts'

const video = z.looseObject({ video_url: z.url({ protocol: /^https?$/ }) })

/** https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmedia; kept there for three days. */
export async function fetchMedia(api: WechatApi, remote: string, limit: number, signal: AbortSignal): Promise<Fetched> {
  const answer = await withToken(api, { path: 'media/get', query: { media_id: remote } }, signal)
  const film = answer.kind === 'json' ? video.safeParse(answer.body).data : undefined
  return film ? fetchFilm(api, film.video_url, limit, signal) : received(answer, limit)
}

/** A film is told by its address, on another server and without a token. */
async function fetchFilm(api: WechatApi, url: string, limit: number, signal: AbortSignal): Promise<Fetched> {
  const answer = await wechatRequest(api.fetch, { url: new URL(url) }, signal)
  return answer.kind === 'misconfigured' ? { kind: 'gone', detail: answer.detail } : received(answer, limit)
}

async function received(answer: Answer | Trouble, limit: number): Promise<Fetched> {
  if (answer.kind === 'json') return whyNot(answer.errcode)
  if (answer.kind !== 'file') return answer
  try {
    const bytes = await readBody(answer.response, limit)
    return bytes ? { kind: 'fetched', bytes } : { kind: 'too_large' }
  } catch {
    return { kind: 'unreachable', accepted: 'unknown', detail: 'cut-off' }
  }
}

function whyNot(errcode: number | null): Fetched {
  if (errcode === null) return { kind: 'gone', detail: 'no-file' }
  return troubleOf(errcode) ?? { kind: 'gone', detail: refusalName(errcode) }
}
