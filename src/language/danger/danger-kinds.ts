import type { AlarmClass } from '../../core/alarm.ts'

/**
 * How much a word says by itself. A `cry` is a call for help and is never weighed against anything; a `safety` word is one
 * of the lexicon's, a `sign` any other.
 */
export type Standing = 'cry' | 'safety' | 'sign'

export interface DangerWord {
  readonly kind: 'word'
  readonly class: AlarmClass
  /** Someone may be watching: nothing on the screen, so it can't be asked about either. */
  readonly silent: boolean
  /** Denied or past, it still goes to a person. */
  readonly firm: boolean
  readonly standing: Standing
  /** Alone too little for an alarm: it is asked about. */
  readonly doubtful: boolean
}

/** What a word does to the danger words around it. */
export type ContextKind =
  | 'friend'
  | 'direct'
  | 'notNegating'
  | 'past'
  | 'notPast'
  | 'now'
  | 'over'
  | 'notOver'
  | 'once'
  | 'story'
  | 'notStory'
  | 'animal'
  | 'notAnimal'
  | 'thing'
  | 'fixture'
  | 'person'

export type Meaning =
  | DangerWord
  | { readonly kind: ContextKind }
  /** A step of signs told in several words; `key` tells the set in every run, `set` in this one. */
  | { readonly kind: 'part'; readonly set: number; readonly key: number }

export interface Hit<M extends Meaning = Meaning> {
  readonly means: M
  readonly from: number
  readonly to: number
  /** Told in several words. */
  readonly composed: boolean
  /** One of its later words is denied: 胸口 不 疼. */
  readonly denied: boolean
}
export type WordHit = Hit<DangerWord>

export function isWordHit(hit: Hit): hit is WordHit {
  return hit.means.kind === 'word'
}

/** Hits by what they are, each kind in order: some texts have thousands, few of which matter to each question. */
export type HitsByKind = ReadonlyMap<Meaning['kind'], readonly Hit[]>

/** The hits of a kind that no hit of the masking kind overlaps: 别 in 特别 denies nothing. */
export function unmasked(hits: HitsByKind, kind: ContextKind, mask: ContextKind): readonly Hit[] {
  return withoutOverlapped(hits.get(kind) ?? [], hits.get(mask) ?? [])
}

export function withoutOverlapped(found: readonly Hit[], masks: readonly Hit[]): readonly Hit[] {
  if (masks.length === 0 || found.length === 0) return found
  const taken = new Uint8Array(masks.reduce((most, { to }) => Math.max(most, to), 0))
  for (const { from, to } of masks) taken.fill(1, from, to)
  return found.filter(({ from, to }) => {
    for (let i = from; i < to; i++) if (taken[i] === 1) return false
    return true
  })
}
