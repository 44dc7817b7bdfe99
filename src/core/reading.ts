import type { Danger } from './alarm.ts'
import type { CivilDate, CivilTime } from './civil-time.ts'

export const COMMANDS = ['human', 'repeat', 'back', 'undo', 'cancel', 'menu', 'help', 'stop'] as const
/** A command is the whole message; inside a longer sentence the same words are a wish. */
export type Command = (typeof COMMANDS)[number]

export const INTENTS = [
  'order_meal',
  'order_service',
  'request_visit',
  'check_application',
  'apply_assistance',
  'cancel',
  'modify',
  'undo',
  'repeat',
  'help',
  'human',
  'emergency',
  'complaint',
  'smalltalk',
  'answer',
  'unknown',
] as const
export type Intent = (typeof INTENTS)[number]

export const PERIODS = ['breakfast', 'lunch', 'dinner', 'morning', 'noon', 'afternoon', 'evening'] as const
export type Period = (typeof PERIODS)[number]

export interface ReadItem {
  /** Name of the item list and id in it. */
  readonly list: string
  readonly id: string
  /** null: not said. In the item's unit; a weight is already turned into units. */
  readonly quantity: number | null
}

/** A word that names several items, to be asked about. */
export interface ReadAmbiguity {
  readonly list: string
  readonly term: string
  readonly candidates: readonly string[]
  readonly quantity: number | null
}

/** What one message holds, after self-repair: final values only, and only what was said. */
export interface ReadSlots {
  readonly items?: readonly ReadItem[]
  readonly ambiguous?: readonly ReadAmbiguity[]
  readonly removeItems?: readonly ReadItem[]
  readonly quantity?: number
  readonly date?: CivilDate
  readonly time?: CivilTime
  readonly period?: Period
  /** A person's; only where one is asked for. */
  readonly name?: string
  readonly address?: string
  /** Street or town codes that the words could mean; several for a name used in two districts. */
  readonly areas?: readonly string[]
  readonly phone?: string
  readonly idNumber?: string
  readonly applicationNumber?: string
  /** Year of birth, four digits. */
  readonly year?: number
  /** Yuan said as money, in fen. */
  readonly money?: number
  readonly yesNo?: 'yes' | 'no'
  /** Codes of the dietary list, allergies included (no_peanut). */
  readonly dietary?: readonly string[]
  /** The same as last time (老样子). */
  readonly usual?: true
  /** For somebody else than the one who writes (给我妈订). */
  readonly forOther?: true
}

export interface ReadIntent {
  readonly intent: Intent
  /** 0…1; from 0.8 sure enough to act on, below 0.5 not worth offering. */
  readonly sure: number
}

/** What another made of words that the rules did not understand: asked about, never acted on. */
export interface Guess {
  readonly intent: Intent | null
  readonly items: readonly ReadItem[]
}

/**
 * What was meant, in the order in which the desk looks at it. The final type: "Understand what elders write" fills it
 * better, nothing around it changes.
 */
export interface Reading {
  /** As written, NFC, trimmed, at most 5,000 characters. */
  readonly text: string
  readonly danger: Danger | null
  /** Index into the open question's options when the message is exactly one of them; then nothing further is read. */
  readonly option: number | null
  readonly command: Command | null
  /** Best first; empty when nothing was recognised. */
  readonly intents: readonly ReadIntent[]
  readonly slots: ReadSlots
  /** Feeling unwell without an emergency word (不得劲, 发烧): ask once, never read as "no". */
  readonly unwell: boolean
  /** Missing: nobody was asked, or nobody knew. */
  readonly guess?: Guess
}

/** Kinds of value a question can ask for; the reader looks harder for these. */
export const SLOT_TYPES = [
  'text',
  'number',
  'money',
  'date',
  'time',
  'period',
  'items',
  'choice',
  'name',
  'address',
  'area',
  'phone',
  'id_number',
  'application_number',
  'yesno',
  'year',
  'dietary',
  'usual',
  'for_other',
  'photo',
  'location',
  'data',
] as const
export type SlotType = (typeof SLOT_TYPES)[number]

/** What the reader may know of the talk. Holds no flow. */
export interface OpenForReading {
  readonly expects: readonly SlotType[]
  /** The words of each option in the resident's language, label first, in the order shown (number 1 first); made when asked for. */
  readonly options: readonly (() => readonly string[])[]
  /** The open question can be answered by yes or no. */
  readonly yesNo: boolean
}
