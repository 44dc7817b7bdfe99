import { openaiSpeech } from '../../adapters/openai/openai-speech.ts'
import type { DeskPorts } from '../desk/ports.ts'
import type { Settings } from '../settings.ts'

/** What may be asked about messages beside the desk's own reading of them: nothing, unless it is set. */
export function openServices(
  { speech }: Pick<Settings, 'speech'>,
  fetch: typeof globalThis.fetch,
): Pick<DeskPorts, 'speech'> {
  return { ...(speech && { speech: openaiSpeech({ ...speech, fetch }) }) }
}
