import type { Danger } from '../core/alarm.ts'
import type { Catalogue, Example } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import type { Intent, ReadIntent, Reading, ReadSlots } from '../core/reading.ts'
import { findDanger } from './danger/danger.ts'
import { knownWeights } from './danger/danger-scorer.ts'
import { dangerWords } from './danger/danger-words.ts'
import { isUnwell } from './danger/unwell.ts'
import { type Indexes, indexCatalogue } from './indexes.ts'
import { knownClues } from './items/needs.ts'
import type { Sign } from './pack.ts'
import type { ReadContext, Reader } from './reader.ts'
import { readSlots } from './slots.ts'
import { Covered } from './text/covered.ts'
import { CLAUSE_GAP, type Folded, fold } from './text/fold.ts'
import { findWords, knownWords, type VocabularyHit } from './text/vocabulary.ts'
import { findCommand } from './wishes/commands.ts'
import { type ExampleIndex, indexExamples } from './wishes/examples.ts'
import { heard, knownSlips } from './wishes/heard.ts'
import type { Heard } from './wishes/intent-features.ts'
import { knownSteps } from './wishes/intent-steps.ts'
import { addsToPlan, commandIntents, readIntents } from './wishes/intents.ts'
import { findOption } from './wishes/options.ts'
import { emergencyLead, weighIntents } from './wishes/weigh-intents.ts'
import { leadingYesNo, leaningYesNo, wholeYesNo, type YesNo } from './wishes/yes-no.ts'

/** Not a slip on the keys: two Chinese characters or two words. */
const TALK = /[一-鿿]{2}|[a-z] [a-z]/
const NOTHING: ReadSlots = {}
/** Half as much again as anybody dictates in one go. */
const MOST_READ = 600
const LONGEST_CLAUSE = 60

/** Which wishes a message holds, best first, from what is known of it. */
type Weigh = (heard: Heard) => readonly ReadIntent[]

/** What one reader was made with. */
interface Known {
  readonly indexes: Indexes
  readonly weigh: Weigh
  readonly taught: ExampleIndex
}

/** Indexes the catalogue once. */
export function createReader(
  catalogue: Catalogue,
  examples: readonly Example[] = [],
  weigh: Weigh = weighIntents,
): Reader {
  makeDictionaries()
  const taught = indexExamples(examples)
  const indexes = indexCatalogue(catalogue)
  return {
    read: (text, context) => readMessage(fold(text), context, { indexes, weigh, taught }),
    danger: text => dangerIn(fold(text), indexes),
  }
}

/** Those of the languages are shared by all readers and made with the first, so that no message waits for them. */
function makeDictionaries(): void {
  knownWords()
  knownSlips()
  knownClues()
  dangerWords()
  knownWeights()
  knownSteps()
}

/** A cry for help is looked for in all words as they are, what else is wanted in as many as people say it in. */
function readMessage(whole: Folded, context: ReadContext, known: Known): Reading {
  const danger = dangerIn(whole, known.indexes)
  if (whole.text.length <= MOST_READ) return read(whole, danger, context, known)
  return { ...read(beginning(whole), danger, context, known), text: whole.text }
}

/** Up to the last pause within what is read, or in the middle of words where there is none. */
function beginning({ text, dense, gap, at }: Folded): Folded {
  let end = dense.length
  while ((at[end] ?? 0) > MOST_READ) end--
  for (let i = end; i > end - LONGEST_CLAUSE; i--) if (gap[i] === CLAUSE_GAP) return fold(text.slice(0, at[i]))
  return fold(text.slice(0, at[end]))
}

const UNASKED: ReadContext = { language: 'zh-CN', now: instant(0), open: null }

/**
 * The same whatever was asked, so that whoever receives a message and whoever answers it are of one mind. Who reads only
 * the beginning of a long one has no opinion about the whole.
 */
function dangerIn(written: Folded, indexes: Indexes): Danger | null {
  if (written.text.length > MOST_READ) return findDanger(written)
  return findDanger(written, () => emergencyLead(listen(heard(written, false), UNASKED, indexes)))
}

function read(written: Folded, danger: Danger | null, context: ReadContext, known: Known): Reading {
  const folded = heard(written, context.open?.expects.includes('number') === true)
  const { text, dense } = folded
  const { open } = context
  const found = (part: Partial<Reading>): Reading => {
    const intents = part.intents ?? []
    return {
      text,
      option: null,
      command: null,
      slots: NOTHING,
      unwell: false,
      ...part,
      danger,
      intents: urgent(danger, intents),
    }
  }
  const option = open === null ? null : findOption(dense, open.options)
  if (option !== null) return found({ option, intents: [{ intent: 'answer', sure: 1 }] })
  const command = findCommand(dense)
  const refusal = command === 'cancel' && open?.yesNo === true
  if (command !== null && !refusal) return found({ command, intents: commandIntents(command) })
  return found(
    refusal
      ? { slots: { yesNo: 'no' }, intents: [{ intent: 'answer', sure: 0.95 }, ...commandIntents('cancel')] }
      : asTaught(readFreely(folded, context, known), known.taught.find(dense)),
  )
}

/** What administrators taught comes before what the rules make of the same words; values are theirs alone. */
function asTaught(read: Partial<Reading>, example: ReadIntent | null): Partial<Reading> {
  if (example === null) return read
  const best = new Map<Intent, number>()
  for (const { intent, sure } of [example, ...(read.intents ?? [])]) {
    best.set(intent, Math.max(sure, best.get(intent) ?? 0))
  }
  const intents = [...best].map(([intent, sure]) => ({ intent, sure }))
  return { ...read, intents: intents.sort((a, b) => b.sure - a.sure) }
}

function readFreely(folded: Folded, context: ReadContext, { indexes, weigh }: Known): Partial<Reading> {
  const all = listen(folded, context, indexes)
  const { slots, unwell, signs, open } = all
  const intents = weigh(all)
  const leaning = leansOn({ slots, unwell, intents }, open) ? leaningYesNo(folded, isOpen(signs)) : null
  return refusing({ slots: leaning === null ? slots : { ...slots, yesNo: leaning }, unwell, intents }, context)
}

function listen(folded: Folded, context: ReadContext, indexes: Indexes): Heard {
  const words = findWords(folded)
  const unwell = isUnwell(words)
  const yesNo = unwell ? null : yesNoOf(folded, context)
  const { slots, claims, inNeed } = readSlots(folded, words, context, indexes, yesNo)
  const last = claims.lastTaken()
  // 算了六个 and 说错了十个 take back what was said before; with nothing behind them they are wishes.
  const restarts = new Covered(
    folded.dense.length,
    words.filter(({ kind }) => kind === 'restart'),
  )
  const isDone = (word: VocabularyHit) => word.to <= last && (takesBack(word) || restarts.touches(word))
  const unused = words.filter(word => !claims.isTaken(word) && !isDone(word))
  const { open } = context
  const ruled = readIntents(unused, slots, open, indexes.items, inNeed, TALK.test(folded.dense))
  const signs = new Set(unused.flatMap(word => (word.kind === 'sign' ? [word.value] : [])))
  return { masked: claims.masked(folded.dense), signs, slots, open, inNeed, unwell, ruled }
}

function takesBack({ value }: VocabularyHit): boolean {
  return value === 'giveUp' || value === 'slip' || value === 'undoAlone'
}

/** There is no answer yet, or any will do. */
function isOpen(signs: ReadonlySet<Sign>): boolean {
  return signs.has('unknownValue') || signs.has('allSame')
}

/** A yes or no is wanted and nothing else was said. */
function leansOn(
  { slots, unwell, intents }: Pick<Reading, 'slots' | 'unwell' | 'intents'>,
  open: ReadContext['open'],
): boolean {
  if (open?.yesNo !== true || slots.yesNo !== undefined || unwell) return false
  return intents[0]?.intent === 'answer'
}

/** 先不订了 to a yes-or-no question is its no. */
function refusing(read: Pick<Reading, 'slots' | 'unwell' | 'intents'>, { open }: ReadContext): Partial<Reading> {
  const { slots, intents } = read
  if (open?.yesNo !== true || slots.yesNo !== undefined || intents[0]?.intent !== 'cancel' || addsToPlan(slots, open))
    return read
  return { ...read, slots: { ...slots, yesNo: 'no' }, intents: [{ intent: 'answer', sure: 0.9 }, ...intents] }
}

function yesNoOf(folded: Folded, { open }: ReadContext): YesNo | null {
  const whole = wholeYesNo(folded.dense)
  if (whole !== null) return whole
  if (open?.yesNo === true && open.options.length === 0 && (folded.dense === '1' || folded.dense === '2'))
    return folded.dense === '1' ? 'yes' : 'no'
  return open?.yesNo === true ? leadingYesNo(folded, open.options) : null
}

function urgent(danger: Danger | null, intents: Reading['intents']): Reading['intents'] {
  return danger?.level === 'alarm' ? [{ intent: 'emergency', sure: 1 }, ...intents] : intents
}
