import { Automaton } from './automaton.ts'
import needs from './data/needs.json' with { type: 'json' }
import { isWordUnit } from './fold.ts'
import type { ItemIndex, ItemKey } from './item-index.ts'
import type { Span } from './pack.ts'
import { PACKS } from './packs.ts'
import { plainly, spellings } from './spellings.ts'
import { isWholeWord } from './vocabulary.ts'

type Role = 'things' | 'troubles' | 'alone'

interface Clue {
  readonly need: number
  readonly role: Role
  readonly text: string
}

interface ClueHit extends Span {
  readonly clue: Clue
}

export interface Need extends Span {
  /** Which of the table. */
  readonly index: number
  /** The words by which the catalogue may name who helps, the likeliest first. */
  readonly offers: readonly string[]
}

const ROLES = ['things', 'troubles', 'alone'] as const
/** How far what is wrong may stand from the thing. */
const REACH = 12

let clues: { readonly all: readonly Clue[]; readonly automaton: Automaton } | null = null

/** What a household lacks, told without naming a service: 空调不制冷, the sink is blocked. The likeliest first. */
export function findNeeds(dense: string, isFree: (span: Span) => boolean): readonly Need[] {
  clues ??= build()
  const { all, automaton } = clues
  const hits: ClueHit[] = []
  automaton.scan(plainly(dense), (index, to) => {
    const clue = all[index]
    if (clue === undefined) return
    const span = { from: to - clue.text.length, to }
    if (isWordUnit(clue.text.charCodeAt(0)) && !isWholeWord(dense, span.from, to)) return
    if (isFree(span)) hits.push({ ...span, clue })
  })
  return needs.flatMap(({ offers }, index) => {
    const own = hits.filter(({ clue }) => clue.need === index)
    const told = own.find(({ clue }) => clue.role === 'alone') ?? thingInTrouble(own)
    if (told === null) return []
    return [{ from: told.from, to: told.to, index, offers: [...said(dense, told), ...offers] }]
  })
}

/** The thing itself may be in a name (修空调). */
function said(dense: string, { from, to }: Span): readonly string[] {
  return to - from > 1 ? [dense.slice(from, to)] : []
}

function thingInTrouble(hits: readonly ClueHit[]): Span | null {
  const troubles = hits.filter(({ clue }) => clue.role === 'troubles')
  for (const thing of hits) {
    if (thing.clue.role !== 'things') continue
    const near = troubles.some(({ from, to }) =>
      from >= thing.to ? from - thing.to <= REACH : to <= thing.from && thing.from - to <= REACH,
    )
    if (near) return thing
  }
  return null
}

/** The item that helps, by the first of the words that any of its names holds. */
export function offerFor(need: Need, index: ItemIndex): ItemKey | null {
  for (const offer of need.offers) {
    const item = index.services.find(({ name }) => name.includes(offer) && !isForAnother(name, need))?.item
    if (item !== undefined) return item
  }
  return null
}

/** 轮椅维修 mends no television. */
function isForAnother(name: string, need: Need): boolean {
  const own = needs[need.index]?.things ?? []
  return (
    !own.some(thing => name.includes(thing)) &&
    needs.some(({ things }) => things.some(thing => thing.length > 1 && name.includes(thing)))
  )
}

function build() {
  const alike = Object.assign({}, ...PACKS.map(({ words }) => words.alike)) as Readonly<
    Record<string, readonly string[]>
  > // Object.assign has no type of its own
  const all = needs.flatMap((one, need) =>
    ROLES.flatMap(role =>
      [...new Set(one[role].flatMap(word => spellings(word, alike)))].map(text => ({ need, role, text })),
    ),
  )
  return { all, automaton: new Automaton(all.map(({ text }) => text)) }
}
