import * as z from 'zod'
import type { Language } from '../../src/core/language.ts'
import type { Speech } from '../../src/core/speech.ts'
import { type OpenaiAccess, requestOpenai } from './request-openai.ts'

/** ISO 639-1, as the protocol has it. */
const CODES: Readonly<Record<Language, string>> = { 'zh-CN': 'zh', 'zh-TW': 'zh', en: 'en' }
const answer = z.object({ text: z.string() })

/** https://platform.openai.com/docs/api-reference/audio/createTranscription */
export function openaiSpeech(access: OpenaiAccess): Speech {
  return {
    async transcribe({ bytes, type, name }, language, signal) {
      const form = new FormData()
      form.set('model', access.model)
      form.set('language', CODES[language])
      form.set('response_format', 'json')
      form.set('file', new File([new Uint8Array(bytes)], name, { type }))
      // Encoded here, so that whatever carries it needs to know of bytes alone.
      const encoded = new Response(form)
      const contentType = encoded.headers.get('content-type') ?? ''
      const body = new Uint8Array(await encoded.arrayBuffer())
      const answered = await requestOpenai(access, { path: '/audio/transcriptions', contentType, body, signal })
      if (answered.kind !== 'answered') return answered
      const parsed = answer.safeParse(answered.body)
      return parsed.success
        ? { kind: 'heard', text: parsed.data.text.trim() }
        : { kind: 'refused', detail: 'not a transcription' }
    },
  }
}
