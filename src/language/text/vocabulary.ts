import type { Period } from '../../core/reading.ts'
import { type PackWords, SIGNS, type Sign, type Span } from '../pack.ts'
import { PACKS } from '../packs.ts'
import { Automaton } from './automaton.ts'
import { CLAUSE_GAP, type Folded, isWordUnit, NO_GAP } from './fold.ts'
import { plainly, spellings } from './spellings.ts'

type Meaning =
  | { readonly kind: 'sign'; readonly value: Sign }
  | { readonly kind: 'period'; readonly value: Period }
  | { readonly kind: 'dietary'; readonly value: string }
  | { readonly kind: PlainKind; readonly value: null }

const PLAIN = [
  'unwell',
  'notUnwell',
  'usual',
  'remove',
  'removeAfter',
  'repair',
  'restart',
  'doubt',
  'change',
  'addressLead',
] as const
type PlainKind = (typeof PLAIN)[number]

export type VocabularyHit = Span & Meaning
interface Entry {
  readonly text: string
  readonly whole: boolean
  readonly meaning: Meaning
}

interface Vocabulary {
  readonly entries: readonly Entry[]
  readonly automaton: Automaton
}

let vocabulary: Vocabulary | null = null

export function knownWords(): Vocabulary {
  vocabulary ??= build()
  return vocabulary
}

/** Every known word of the message except items, by kind; of one kind only the longest at a place. In order. */
export function findWords(folded: Folded): readonly VocabularyHit[] {
  const { entries, automaton } = knownWords()
  const hits: VocabularyHit[] = []
  automaton.scan(plainly(folded.dense), (index, to) => {
    const entry = entries[index]
    if (entry === undefined) return
    const { text, whole, meaning } = entry
    const from = to - text.length
    if (whole && !isWholeWord(folded.dense, from, to)) return
    if (isBroken(folded, from, to, meaning)) return
    hits.push({ from, to, ...meaning })
  })
  return longest(hits)
}

/** A pause ends a word, and for some so does a space: 不 要面 asks for it, 一斤半 晌午吃 names noon. */
function isBroken({ gap, dense }: Folded, from: number, to: number, { kind, value }: Meaning): boolean {
  const spaced =
    (kind === 'remove' || kind === 'period' || value === 'takenBack') && !isWordUnit(dense.charCodeAt(from))
  for (let i = from + 1; i < to; i++) if (gap[i] === CLAUSE_GAP || (spaced && gap[i] !== NO_GAP)) return true
  return false
}

export function isWholeWord(dense: string, from: number, to: number): boolean {
  return !isWordUnit(dense.charCodeAt(from - 1)) && !isWordUnit(dense.charCodeAt(to))
}

/** Without those that stand inside a longer one of their kind. */
function longest(hits: readonly VocabularyHit[]): readonly VocabularyHit[] {
  const ends = new Map<string, number>()
  const leftmost = hits.toSorted((a, b) => a.from - b.from || b.to - a.to)
  return leftmost.filter(hit => {
    // 别放葱姜 is two diets, the second in more words.
    const kind = hit.kind === 'sign' || hit.kind === 'dietary' ? `${hit.kind} ${hit.value}` : hit.kind
    if (hit.to <= (ends.get(kind) ?? 0)) return false
    ends.set(kind, hit.to)
    return true
  })
}

function build(): Vocabulary {
  const entries: Entry[] = []
  const known = new Map<string, Set<string>>()
  const add = (words: readonly string[] | undefined, meaning: Meaning, alike: PackWords['alike']) => {
    const key = `${meaning.kind} ${meaning.value}`
    const texts = known.get(key) ?? new Set<string>()
    known.set(key, texts)
    for (const word of words ?? []) {
      for (const text of spellings(word, alike)) {
        if (texts.has(text)) continue
        texts.add(text)
        entries.push({ text, whole: isWordUnit(text.charCodeAt(0)), meaning })
      }
    }
  }
  for (const { words } of PACKS) {
    for (const value of SIGNS) add(words.signs[value], { kind: 'sign', value }, words.alike)
    for (const [value, said] of keyed(words.periods)) add(said, { kind: 'period', value }, words.alike)
    for (const [value, said] of keyed(words.dietary)) add(said, { kind: 'dietary', value }, words.alike)
    for (const kind of PLAIN) add(words[kind], { kind, value: null }, words.alike)
  }
  return { entries, automaton: new Automaton(entries.map(entry => entry.text)) }
}

function keyed<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] {
  return Object.entries(record) as [K, V][] // Object.entries forgets the keys' type
}
