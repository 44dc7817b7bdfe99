import type { CivilDate } from '../core/civil-time.ts'
import type { Period } from '../core/reading.ts'

/** A part of the folded message: from its first unit to behind its last. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A value and the words that say it. */
export interface Named<T> extends Span {
  readonly value: T
}

export interface NumberAt {
  readonly to: number
  /** null: about so many (两三个), not to be acted on. */
  readonly value: number | null
  /** Said figure by figure, as in a phone number or a year. */
  readonly figures: boolean
  /** 俩, 仨, a: a count that needs no measure word, but something to count. */
  readonly counts: boolean
}

/** null: a day that is past or that can't be told; its words are used up all the same. */
export interface DateAt extends Span {
  readonly date: CivilDate | null
  /** By a name of its own, which a dish may have, too: 冬至, 元宵节. */
  readonly isFestival?: boolean
}

export interface TimeAt extends Span {
  /** As said, 0 to 24; which half of the day is settled by the period said before it. */
  readonly hour: number
  readonly minute: number
  /** The half of the day is part of the words (3pm, 15:30). */
  readonly settled: boolean
}

/** Groups of words that tell, alone or together, what is wanted; `Alone`: enough by itself. */
export const SIGNS = [
  'add',
  'again',
  'allSame',
  'applyAlone',
  'ask',
  'badFood',
  'badManners',
  'badWork',
  'benefit',
  'cancelAlone',
  'change',
  'chat',
  'checkAlone',
  'comeHome',
  'complaintAlone',
  'delivery',
  'existing',
  'giveUp',
  'goBack',
  'greeting',
  'helpAlone',
  'howApply',
  'humanAlone',
  'late',
  'lateFirm',
  'meal',
  'outcome',
  'repeatAlone',
  'service',
  'slip',
  'takenBack',
  'undoAlone',
  'unknownValue',
  'visitAlone',
  'visitor',
  'workDone',
  'wrong',
] as const
export type Sign = (typeof SIGNS)[number]

export interface PackWords {
  readonly fillersBefore: readonly string[]
  readonly fillersAfter: readonly string[]
  readonly yes: readonly string[]
  readonly no: readonly string[]
  /** Inside a longer reply they make it a yes (没错, 照办) or a no. */
  readonly agreeing: readonly string[]
  readonly refusing: readonly string[]
  readonly unwell: readonly string[]
  readonly notUnwell: readonly string[]
  readonly usual: readonly string[]
  readonly periods: Readonly<Partial<Record<Period, readonly string[]>>>
  readonly dietary: Readonly<Record<string, readonly string[]>>
  readonly remove: readonly string[]
  readonly removeAfter: readonly string[]
  readonly repair: readonly string[]
  /** All that was said before does not count: 前面不算, scratch that. */
  readonly restart: readonly string[]
  /** Weaker than `repair`: between two values of one kind they take back the first, between two dishes nothing. */
  readonly doubt: readonly string[]
  readonly change: readonly string[]
  readonly addressLead: readonly string[]
  /** Known also where one of their characters is written as another that sounds the same. */
  readonly heard: readonly string[]
  /** Characters put in the place of others, in the text too. */
  readonly same: Readonly<Record<string, string>>
  /** Ways to write one word: every other word of the pack that holds its key is known in all of them. */
  readonly alike: Readonly<Record<string, readonly string[]>>
  readonly signs: Readonly<Record<Sign, readonly string[]>>
  /** Measure words of any item, beyond its own units. */
  readonly measures: readonly string[]
  /** Measure what is sold by time. */
  readonly hours: readonly string[]
  /** Measure word → grams. */
  readonly weights: Readonly<Record<string, number>>
  /** What a numbered item is said with: 号 behind, `number` before the figure. */
  readonly numbered: { readonly before: readonly string[]; readonly behind: readonly string[] }
  /** Name of the last option; `%` in the others stands for the number, `#` for its word in this language. */
  readonly lastOption: readonly string[]
  readonly optionForms: readonly string[]
  /** Words of 1, 2, 3 … as used in optionForms. */
  readonly optionNumbers: readonly (readonly string[])[]
}

/** A language that the reader knows: a folder with its words and the parts that no list of words can do. */
export interface Pack {
  readonly words: PackWords
  /** The number that starts here, or null. */
  readonly numberAt: (dense: string, from: number) => NumberAt | null
  /** Days named in the message, in order, not overlapping. */
  readonly dates: (dense: string, today: CivilDate) => readonly DateAt[]
  readonly times: (dense: string) => readonly TimeAt[]
}
