import { isTextKey, type Words } from '../texts/words.tsx'

export function modeInWords({ t }: Words, mode: string): string {
  const key = `mode.${mode}`
  return isTextKey(key) ? t(key) : mode
}

export function statusInWords({ t }: Words, status: string): string {
  const key = `status.${status}`
  return isTextKey(key) ? t(key) : status
}
