import type { Localised } from './language.ts'
import type { Intent } from './reading.ts'

/** Something orderable or nameable in a message; a trade brings its own list. */
export interface CatalogueItem {
  readonly id: string
  /** Said, shown and accepted only with 号 (12号): a bare number is always an option. */
  readonly number?: number
  readonly name: Localised
  readonly aliases: readonly string[]
  /** Measure words and their spellings, first the usual one. */
  readonly units: readonly string[]
  /** Grams of one unit where the item is sold by weight (一斤半 → 3 portions of 250 g). */
  readonly gramsPerUnit?: number
}

/** A word that could mean several items (烩面) and must become a question of at most 4 choices. */
export interface AmbiguousTerm {
  readonly term: string
  readonly candidates: readonly string[]
}

export interface ItemList {
  /** Name used by slots: `dishes`. */
  readonly name: string
  /** Intent of a message that names an item of it without a verb. */
  readonly intent: string
  readonly items: readonly CatalogueItem[]
  readonly ambiguous: readonly AmbiguousTerm[]
}

export interface Area {
  /** 9-digit street or town code; its first 6 digits are the district. */
  readonly code: string
  readonly name: Localised
  readonly district: Localised
}

/** All that the reader may recognise by name. Immutable; a change makes a new one. */
export interface Catalogue {
  readonly version: string
  readonly lists: readonly ItemList[]
  readonly areas: readonly Area[]
}

/** A phrase that reads as that intent, as administrators taught it. */
export interface Example {
  readonly words: string
  readonly intent: Intent
}

/**
 * Why words can't be taught. `danger`: they cry for help, and that is all they mean. `answer`: a command, a number or a
 * yes or no. `personal`: they tell whose they are. `common`: half of all sentences hold them. `taken`: they are the name
 * of something.
 */
export const UNTAUGHT = ['length', 'danger', 'answer', 'personal', 'common', 'taken'] as const
export type Untaught = (typeof UNTAUGHT)[number]
