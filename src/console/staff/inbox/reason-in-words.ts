import { isTextKey, type Words } from '../texts/words.tsx'

/** Flows may name reasons of their own. */
export function reasonInWords({ t }: Words, reason: string): string {
  const key = `reason.${reason}`
  return isTextKey(key) ? t(key) : t('reason.other')
}
