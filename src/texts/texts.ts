import type { Language } from '../core/language.ts'
import type { TextRef } from '../engine/talk.ts'

export interface Voice {
  readonly language: Language
  readonly largeType: boolean
}

/** Renders a text by its key. Versions' texts are loaded once; a key missing in a language falls back to zh-CN. */
export interface Texts {
  render(ref: TextRef, voice: Voice): string
}
