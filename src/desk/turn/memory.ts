import { KeyCache } from '../../../db/key-cache.ts'
import { givenTable } from '../../../db/table-of.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { ContactId, ConversationId, IdentityId, InboundId } from '../../core/ids.ts'
import type { InboundContent } from '../../core/inbound.ts'
import type { Language, Localised } from '../../core/language.ts'
import type { Level } from '../../core/person.ts'
import type { Talk } from '../../engine/talk.ts'

/** A row as this process last saw it: it holds as long as the row has that version (`xmin`), which each turn asks. */
export interface Seen<Value> {
  readonly version: string
  readonly value: Value
}

export interface SeenPerson {
  readonly level: Level
  readonly language: Language
  readonly largeType: boolean
  readonly area: string
  readonly profiled: boolean
  /** 王奶奶; null: not chosen yet. */
  readonly form: Localised | null
}

/** Where a conversation's messages go. */
export interface SeenPlace {
  readonly address: string
  readonly gone: boolean
}

/**
 * What turns opened or wrote lately: whoever writes again soon need not be read and opened again. In memory no longer
 * than their keys, and of use only beside them.
 */
export interface Memory {
  readonly talks: KeyCache<ConversationId, Seen<Talk>>
  readonly people: KeyCache<ContactId, Seen<SeenPerson>>
  readonly places: KeyCache<IdentityId, Seen<SeenPlace>>
  /** What came in by this process and waits for its turn; a row of it never changes. */
  readonly events: KeyCache<InboundId, InboundContent>
}

const LIMITS = { most: 4_000, lifeMs: 5 * 60_000 }

export function emptyMemory(now: () => Instant): Memory {
  const limits = { ...LIMITS, now }
  return {
    talks: new KeyCache(limits),
    people: new KeyCache(limits),
    places: new KeyCache(limits),
    events: new KeyCache(limits),
  }
}

/** Rows that may be remembered, with the version that is. */
export const KNOWN = givenTable('k', { id: 'uuid', version: 'text' })

/** What is remembered of these rows, and what `KNOWN` is given to ask for those that changed since. */
export function recall<Id extends string, Value>(
  cache: KeyCache<Id, Seen<Value>>,
  ids: Iterable<Id>,
): { readonly seen: Map<Id, Seen<Value>>; readonly known: ReturnType<typeof KNOWN.given> } {
  const all = [...new Set(ids)]
  const seen = new Map<Id, Seen<Value>>()
  for (const id of all) {
    const one = cache.get(id)
    if (one) seen.set(id, one)
  }
  return { seen, known: KNOWN.given({ id: all, version: all.map(id => seen.get(id)?.version ?? null) }) }
}
