import type { Language } from './language.ts'

export const LEVELS = ['anonymous', 'known', 'verified'] as const
export type Level = (typeof LEVELS)[number]

/** What the engine and the texts may know of the one who chats. */
export interface PersonFacts {
  readonly level: Level
  readonly language: Language
  readonly largeType: boolean
  /** The form of address they chose (王奶奶); null: 您好. */
  readonly form: string | null
  /** A profile with consent is on file. */
  readonly profiled: boolean
}
