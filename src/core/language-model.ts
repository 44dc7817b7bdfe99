import type { Language } from './language.ts'
import type { Guess, Intent } from './reading.ts'
import type { NoHelp } from './speech.ts'

/** What a model may choose from for words that the rules did not understand. */
export interface MeaningQuestion {
  /** Masked: nothing in it tells whose it is. */
  readonly text: string
  readonly language: Language
  readonly intents: readonly Intent[]
  readonly items: readonly {
    readonly list: string
    readonly id: string
    readonly name: string
    readonly aliases: readonly string[]
  }[]
}

/** Null: it does not know either. */
export type Guessed = { readonly kind: 'guessed'; readonly guess: Guess | null } | NoHelp

/** Guesses what was meant, among what there is. */
export interface LanguageModel {
  guess(question: MeaningQuestion, signal: AbortSignal): Promise<Guessed>
}
