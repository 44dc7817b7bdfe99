import { openaiModel } from '../../adapters/openai/openai-model.ts'
import { openaiSpeech } from '../../adapters/openai/openai-speech.ts'
import type { DeskPorts } from '../desk/ports.ts'
import type { Settings } from '../settings.ts'

/** What may be asked about messages beside the desk's own reading of them: nothing, unless it is set. */
export function openServices(
  { speech, model }: Pick<Settings, 'speech' | 'model'>,
  fetch: typeof globalThis.fetch,
): Pick<DeskPorts, 'speech' | 'model'> {
  return {
    ...(speech && { speech: openaiSpeech({ ...speech, fetch }) }),
    ...(model && { model: openaiModel({ ...model, fetch }) }),
  }
}
