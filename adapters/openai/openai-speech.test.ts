import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pooledFetch } from '../../src/start/pooled-fetch.ts'
import { type OpenaiAnswer, type OpenaiService, openOpenaiService } from '../../test/stand-ins/openai-service.ts'
import { openaiSpeech } from './openai-speech.ts'

const VOICE = { bytes: new Uint8Array([0x4f, 0x67, 0x67, 0x53, 1, 2, 3]), type: 'audio/ogg', name: 'voice.ogg' }

let service: OpenaiService
const pool = pooledFetch()
// One for each: what one test gave up on may arrive late, and take the next one's answer.
beforeEach(async () => {
  service = await openOpenaiService()
})
afterEach(() => service.close())
afterAll(() => pool.close())

describe.each([
  ['the runtime’s own fetch', globalThis.fetch],
  ['the pooled one', pool.fetch],
] as const)('a transcription by %s', (_, fetch) => {
  const hear = (answer: OpenaiAnswer, key = service.key, ms = 5_000) => {
    service.next(answer)
    const speech = openaiSpeech({ url: service.url, key, model: service.model, fetch })
    return speech.transcribe(VOICE, 'zh-TW', AbortSignal.timeout(ms))
  }

  test('is asked for with the recording, its name and the language, and given trimmed', async () => {
    expect(await hear({ says: ' 我要订饭。\n' })).toEqual({ kind: 'heard', text: '我要订饭。' })
    expect(service.asked).toEqual([
      {
        path: '/v1/audio/transcriptions',
        fields: { model: service.model, language: 'zh', response_format: 'json' },
        file: VOICE,
      },
    ])
  })

  test.each<readonly [OpenaiAnswer, object]>([
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { kind: 'throttled', retryAfterMs: 7_000 },
    ],
    [{ status: 429 }, { kind: 'throttled', retryAfterMs: 1_000 }],
    [{ status: 500 }, { kind: 'unreachable', detail: '500' }],
    [{ status: 503 }, { kind: 'unreachable', detail: '503' }],
    [{ status: 400 }, { kind: 'refused', detail: '400' }],
    ['reset', { kind: 'unreachable' }],
    ['malformed', { kind: 'refused', detail: 'no JSON' }],
    ['wrong-schema', { kind: 'refused', detail: 'not a transcription' }],
    ['endless', { kind: 'refused', detail: 'an answer too long' }],
  ])('answered by %j is no words, and says why without anybody’s', async (answer, outcome) => {
    expect(await hear(answer)).toMatchObject(outcome)
  })

  test('a wrong key is refused; silence ends with the signal', async () => {
    expect(await hear({ says: 'x' }, 'sk-other')).toEqual({ kind: 'refused', detail: '401' })
    expect(await hear('silence', service.key, 100)).toEqual({ kind: 'unreachable', detail: 'no answer in time' })
  })
})
