import type { Language } from '../../core/language.ts'

const VOICES: Record<Language, string> = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-US' }
/** A little slower than speech is by default. */
const RATE = 0.85

export interface ReadingAloud {
  /** False where the browser can't speak. */
  readonly possible: boolean
  readonly speaking: boolean
  start(text: string, language: Language): void
  stop(): void
}

/** `changed`: began or ended. */
export function createReadingAloud(changed: () => void): ReadingAloud {
  const possible = 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window
  let current: SpeechSynthesisUtterance | null = null
  const end = (utterance: SpeechSynthesisUtterance) => () => {
    if (current !== utterance) return
    current = null
    changed()
  }
  return {
    possible,
    get speaking() {
      return current !== null
    },
    start(text, language) {
      speechSynthesis.cancel()
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.lang = VOICES[language]
      utterance.rate = RATE
      const voice = speechSynthesis.getVoices().find(each => each.lang.replace('_', '-') === utterance.lang)
      if (voice) utterance.voice = voice
      utterance.onend = end(utterance)
      utterance.onerror = end(utterance)
      current = utterance
      speechSynthesis.speak(utterance)
      changed()
    },
    stop() {
      current = null
      speechSynthesis.cancel()
      changed()
    },
  }
}
