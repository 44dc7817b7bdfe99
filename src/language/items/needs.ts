import type { Span } from '../pack.ts'
import { PACKS } from '../packs.ts'
import { Automaton } from '../text/automaton.ts'
import { CLAUSE_GAP, type Folded, isWordUnit } from '../text/fold.ts'
import { looseSounds, soundsAlike } from '../text/sounds.ts'
import { plainly, spellings } from '../text/spellings.ts'
import { isWholeWord } from '../text/vocabulary.ts'
import { isOfOther, isOver } from './false-clues.ts'
import type { ItemIndex, ItemKey } from './item-index.ts'
import { isInside } from './item-sounds.ts'
import needs from './needs.json' with { type: 'json' }

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
  /** The last of the table: what any trouble at home might also be called (收拾收拾). */
  readonly isGeneral: boolean
  /** Which of the table. */
  readonly index: number
  /** The words by which the catalogue may name who helps, the likeliest first. */
  readonly offers: readonly string[]
  /** What is to be mended, where one of many. */
  readonly appliance: string | null
}

const ROLES = ['things', 'troubles', 'alone'] as const
/** How far what is wrong may stand from the thing, in signs and in letters. */
const REACH = 20
const REACH_IN_LETTERS = 32

const HAN = /^[一-鿿]{2,}$/
/** Longer messages are searched only as they are written. */
const LONGEST_HEARD = 60

let clues: ReturnType<typeof build> | null = null

export function knownClues() {
  clues ??= build()
  return clues
}

/** What a household lacks, told without naming a service: 空调不制冷, the sink is blocked. The likeliest first. */
export function findNeeds(folded: Folded, isFree: (span: Span) => boolean): readonly Need[] {
  const { dense, gap } = folded
  const hits: ClueHit[] = []
  const add = (clue: Clue | undefined, to: number, isHeard = false) => {
    if (clue === undefined) return
    const span = { from: to - clue.text.length, to }
    if (isWordUnit(clue.text.charCodeAt(0)) && !isWholeWord(dense, span.from, to)) return
    if (isOfOther(dense, span, clue.role)) return
    if (isHeard && (isInside(dense, span) || !isSlip(dense.slice(span.from, to), clue.text))) return
    for (let i = span.from + 1; i < to; i++) if (gap[i] === CLAUSE_GAP) return
    if (isFree(span)) hits.push({ ...span, clue })
  }
  const { all, automaton, things, sounds } = knownClues()
  automaton.scan(plainly(dense), (index, to) => add(all[index], to))
  if (dense.length <= LONGEST_HEARD) sounds.scan(looseSounds(dense), (index, to) => add(things[index], to, true))
  const byNeed = Map.groupBy(hits, ({ clue }) => clue.need)
  return needs.flatMap(({ offers }, index) => {
    const own = byNeed.get(index)
    if (own === undefined) return []
    const told = own.find(({ clue }) => clue.role === 'alone') ?? thingInTrouble(folded, own)
    if (told === null) return []
    return [
      {
        from: told.from,
        to: told.to,
        index,
        isGeneral: index === needs.length - 1,
        offers: [...said(dense, told, offers), ...offers],
        appliance: offers.includes(MENDING) ? applianceOf(dense.slice(told.from, told.to)) : null,
      },
    ]
  })
}

/** The thing itself may be in a name (修空调). */
function said(dense: string, { from, to }: Span, offers: readonly string[]): readonly string[] {
  if (to - from < 2) return []
  const thing = applianceOf(dense.slice(from, to))
  return offers.includes(MENDING) ? [`修${thing}`, `${thing}维修`, `${thing}修理`, thing] : [dense.slice(from, to)]
}

/** Of the need that names all that may break at home. */
const MENDING = '家电'
const SAME_APPLIANCES: Readonly<Record<string, string>> = {
  冷气: '空调',
  冰柜: '冰箱',
  电扇: '风扇',
  fridge: '冰箱',
  refrigerator: '冰箱',
  freezer: '冰箱',
  tv: '电视',
  television: '电视',
  'washing machine': '洗衣机',
  washer: '洗衣机',
  'air conditioner': '空调',
  'air con': '空调',
  aircon: '空调',
  'water heater': '热水器',
}

function applianceOf(thing: string): string {
  return SAME_APPLIANCES[thing] ?? thing
}

const CLEANED = /清洗|保养/

/** 空调维修 mends no television, and 空调清洗 nothing. */
function isOtherAppliance(name: string, { appliance, index }: Need): boolean {
  if (appliance === null) return false
  if (CLEANED.test(name)) return true
  if (name.includes(appliance)) return false
  return (needs[index]?.things ?? []).some(thing => thing.length > 1 && name.includes(thing))
}

function thingInTrouble(folded: Folded, hits: readonly ClueHit[]): Span | null {
  const troubles = hits.filter(hit => hit.clue.role === 'troubles' && !isOver(folded, hit))
  for (const thing of hits) {
    if (thing.clue.role !== 'things') continue
    const reach = isWordUnit(thing.clue.text.charCodeAt(0)) ? REACH_IN_LETTERS : REACH
    const near = troubles.some(({ from, to }) =>
      from >= thing.to ? from - thing.to <= reach : to <= thing.from && thing.from - to <= reach,
    )
    if (near) return thing
  }
  return null
}

/** The item that helps, by the first of the words that any of its names holds. */
export function offerFor(need: Need, index: ItemIndex): ItemKey | null {
  for (const offer of need.offers) {
    const item = index.services.find(
      service => service.name.includes(offer) && !isForAnother(service, need) && !isOtherAppliance(service.name, need),
    )?.item
    if (item !== undefined) return item
  }
  return null
}

/** What is lent, and what is unblocked, is asked for by that: 通水管 mends no tap. */
const ASKED_BY_WORK = [/[租借]/, /^疏?通/]

/** 轮椅维修 mends no television, and 换纱窗 cleans no 窗: the longest thing in the name tells what it is for. */
function isForAnother(service: Service, need: Need): boolean {
  if (ASKED_BY_WORK.some(work => work.test(service.name) && !need.offers.some(offer => work.test(offer)))) return true
  const own = needsOf.get(service) ?? findNeedsOf(service)
  return own.length > 0 && !own.includes(need.index)
}

type Service = ItemIndex['services'][number]
const needsOf = new WeakMap<Service, readonly number[]>()

/** Those of the longest thing in its name; none: it names nothing. */
function findNeedsOf(service: Service): readonly number[] {
  let longest = 1
  let own: number[] = []
  for (const [index, { things }] of needs.entries()) {
    for (const thing of things) {
      if (thing.length < longest || thing.length < 2 || !service.name.includes(thing)) continue
      if (thing.length > longest) own = []
      longest = thing.length
      own.push(index)
    }
  }
  needsOf.set(service, own)
  return own
}

/** 几点 is no 寄点. */
const COUNTS = new Set('几半一二三四五六七八九十两俩仨')

/** 沙窗 for 纱窗, 块递 for 快递: of two characters one is right. */
function isSlip(said: string, word: string): boolean {
  let right = 0
  for (let i = 0; i < word.length; i++) {
    if (said.charAt(i) === word.charAt(i)) right++
    else if (COUNTS.has(said.charAt(i)) || !soundsAlike(said.charCodeAt(i), word.charCodeAt(i))) return false
  }
  return right > 0 && right < word.length
}

/** needs fixing, got replaced */
function inflected(word: string): readonly string[] {
  const stem = DONE.exec(word)?.[0].replace(/e$/, '')
  return stem === undefined ? [] : [`${stem}ing`, `${stem}ed`]
}

const DONE = /^(?:fix|repair|replace|clean|wash|change|sharpen|mend|install|clear)$/

function build() {
  const alike = Object.assign({}, ...PACKS.map(({ words }) => words.alike)) as Readonly<
    Record<string, readonly string[]>
  > // Object.assign has no type of its own
  const all = needs.flatMap((one, need) =>
    ROLES.flatMap(role =>
      [...new Set(one[role].flatMap(word => [...spellings(word, alike), ...inflected(word)]))].map(text => ({
        need,
        role,
        text,
      })),
    ),
  )
  const things = all.filter(({ role, text }) => role !== 'troubles' && HAN.test(text))
  return {
    all,
    automaton: new Automaton(all.map(({ text }) => text)),
    things,
    sounds: new Automaton(things.map(({ text }) => looseSounds(text))),
  }
}
