import { isTextKey, type Words } from '../texts/words.tsx'

/** A wish as staff call it; one that has no words of its own yet stands by its code. */
export function intentInWords({ t }: Words, intent: string): string {
  const key = `intent.${intent}`
  return isTextKey(key) ? t(key) : intent
}
