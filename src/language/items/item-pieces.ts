import type { Span } from '../pack.ts'
import { Automaton } from '../text/automaton.ts'
import { CLAUSE_GAP, type Folded } from '../text/fold.ts'
import type { ItemIndex, ItemKey } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { COMMON } from './item-slips.ts'

/** Within one wish: 暖气那儿往下滴水，后天上午来检修一下. */
const REACH = 26
/** 纱窗仨，尺寸都一样: in so few words a thing and a count ask for what is done to it. */
const SHORT = 14
const COUNTED = /^(?:[俩仨]|[0-9一两二三四五六][个扇台件])/
const HAN = /^[一-鿿]{3,6}$/

interface Piece {
  readonly text: string
  readonly other: string
  readonly item: ItemKey
}

export interface PieceIndex {
  readonly pieces: readonly Piece[]
  readonly automaton: Automaton
}

/** Services whose name is a thing and what is done to it, by the two said apart: 暖气…检修, 耳朵…掏掏. */
export function indexPieces(index: ItemIndex): PieceIndex {
  const pieces = index.services.flatMap(({ name, item }) =>
    HAN.test(name) ? cuts(name).map(([text, other]) => ({ text, other, item })) : [],
  )
  return { pieces, automaton: new Automaton(pieces.map(({ text }) => text)) }
}

/** The thing is two characters or more at either end; what is done is the rest. */
function cuts(name: string): readonly (readonly [thing: string, done: string])[] {
  const doing = name.charAt(0)
  const ends: [string, string][] = [[name.slice(1), doing]]
  if (name.length === 4) ends.push([name.slice(0, 2), name.slice(2)], [name.slice(2), name.slice(0, 2)])
  return ends.filter(([, done]) => !COMMON.has(done))
}

/** 来个人看看水管: to mend it, where there is such a service. */
function isToBeSeen({ other }: Piece, around: string): boolean {
  return MENDING.test(other) && SEEN.test(around) && SOMEBODY.test(around)
}

const MENDING = /^(?:维修|修理|检修)$/
const SEEN = /看看|瞧瞧|瞅瞅|看一下|弄弄|整整|拾掇/
const SOMEBODY = /来个?人|来个?师傅|派个?人|叫个?人|找个?人|师傅来|人来/

export function findPieces(
  { dense, gap }: Folded,
  { pieces, automaton }: PieceIndex,
  isFree: (span: Span) => boolean,
): Mention | null {
  const found: Mention[] = []
  automaton.scan(dense, (index, to) => {
    const piece = pieces[index]
    if (piece === undefined) return
    const from = to - piece.text.length
    if (!isFree({ from, to })) return
    for (let i = from + 1; i < to; i++) if (gap[i] === CLAUSE_GAP) return
    const around = `${dense.slice(Math.max(0, from - REACH), from)} ${dense.slice(to, to + REACH)}`
    const isCounted = dense.length <= SHORT && COUNTED.test(dense.slice(to, to + 2))
    if (isCounted || around.includes(piece.other) || isToBeSeen(piece, around))
      found.push({ from, to, meaning: { kind: 'item', item: piece.item } })
  })
  const items = new Set(found.map(({ meaning }) => (meaning.kind === 'item' ? meaning.item.id : '')))
  return items.size === 1 ? (found[0] ?? null) : null
}
