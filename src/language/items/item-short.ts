import type { Span } from '../pack.ts'
import { Automaton } from '../text/automaton.ts'
import { CLAUSE_GAP, type Folded } from '../text/fold.ts'
import { isAskedFor } from './item-cues.ts'
import type { ItemIndex, NameMeaning } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { COMMON } from './item-slips.ts'

const SHORT = 3
/** 枣的那个黏糕 for 枣糕. */
const APART = 5
const HAN = /^[一-鿿]+$/

export interface ShortIndex {
  /** Names of three without the one in the middle, that are no others' names. */
  readonly dropped: readonly (readonly [text: string, meaning: NameMeaning])[]
  readonly automaton: Automaton
  /** Names of two, by their first character. */
  readonly pairs: ReadonlyMap<string, readonly (readonly [text: string, meaning: NameMeaning])[]>
}

export function indexShort({ names }: ItemIndex): ShortIndex {
  const known = new Set(names.map(([text]) => text))
  const dropped = new Map<string, NameMeaning | null>()
  const pairs = names.filter(([text, { kind }]) => kind === 'item' && text.length === 2 && HAN.test(text))
  for (const [text, meaning] of names) {
    if (meaning.kind !== 'item' || text.length !== SHORT || !HAN.test(text)) continue
    const form = text.charAt(0) + text.charAt(2)
    if (known.has(form) || [...form].some(char => COMMON.has(char))) continue
    dropped.set(form, dropped.has(form) ? null : meaning)
  }
  const forms = [...dropped].flatMap(([form, meaning]) => (meaning === null ? [] : [[form, meaning] as const]))
  return {
    dropped: forms,
    automaton: new Automaton(forms.map(([form]) => form)),
    pairs: Map.groupBy(pairs, ([text]) => text.charAt(0)),
  }
}

/** 桶鸡 for 桶子鸡, where it is asked for. */
export function findDropped(
  folded: Folded,
  { dropped, automaton }: ShortIndex,
  isFree: (span: Span) => boolean,
  asked: boolean,
): readonly Mention[] {
  const found: Mention[] = []
  automaton.scan(folded.dense, (index, to) => {
    const span = { from: to - 2, to }
    const meaning = dropped[index]?.[1]
    if (meaning !== undefined && isFree(span) && (asked || isAskedFor(folded, span))) found.push({ ...span, meaning })
  })
  return found
}

/** 烧的鸡 for 烧鸡: a short name with something between, if it is the only one. */
export function findSplit(
  { dense, gap }: Folded,
  { pairs }: ShortIndex,
  isFree: (span: Span) => boolean,
): Mention | null {
  const found: Mention[] = []
  for (let from = 0; from < dense.length; from++) {
    for (const [text, meaning] of pairs.get(dense.charAt(from)) ?? []) {
      const at = dense.indexOf(text.charAt(1), from + 1)
      if (at < 0 || at - from > APART || !isFree({ from, to: from + 1 }) || !isFree({ from: at, to: at + 1 })) continue
      let isBroken = false
      for (let i = from + 1; i <= at; i++) isBroken ||= gap[i] === CLAUSE_GAP
      if (!isBroken && /[的嘞哩]/.test(dense.slice(from + 1, at))) found.push({ from, to: at + 1, meaning })
    }
  }
  const items = new Set(found.map(({ meaning }) => (meaning.kind === 'item' ? meaning.item.id : '')))
  return items.size === 1 ? (found[0] ?? null) : null
}
