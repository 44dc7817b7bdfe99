import { civilDate } from '../core/civil-time.ts'
import type { ReadSlots, SlotType } from '../core/reading.ts'
import { dictated, withRepairs } from './figures/figure-repairs.ts'
import { findFigureRuns } from './figures/figures.ts'
import { findApplicationNumbers, findIdNumber, findPhones, isMiscopied } from './figures/identifiers.ts'
import { findMoney } from './figures/money.ts'
import { findName } from './figures/name.ts'
import type { Indexes } from './indexes.ts'
import { looseCount } from './items/loose-count.ts'
import { isWantedCount } from './items/need-counts.ts'
import { readLines } from './items/order-lines.ts'
import { findQuantities } from './items/quantities.ts'
import { readDietary } from './items/read-dietary.ts'
import { readMentions } from './items/read-mentions.ts'
import { readNeeds } from './items/read-needs.ts'
import type { DateAt, Named, Sign, Span } from './pack.ts'
import { PACKS } from './packs.ts'
import { findAddress, plainAddress } from './places/address.ts'
import { findAreas } from './places/areas.ts'
import type { ReadContext } from './reader.ts'
import { type Corrections, finalValue, findChoices, findCorrections, findDoubts } from './self-repair.ts'
import { type Folded, NO_GAP } from './text/fold.ts'
import type { VocabularyHit } from './text/vocabulary.ts'
import { claimFestivals } from './when/festivals-named.ts'
import { readWhen, type When } from './when/when.ts'
import { findYear } from './when/year.ts'
import { Claims } from './wishes/claims.ts'
import { isForOther } from './wishes/for-other.ts'
import type { YesNo } from './wishes/yes-no.ts'
import { timeFromNow } from './zh/from-now.ts'

export interface ReadValues {
  readonly slots: ReadSlots
  readonly claims: Claims
  /** Something at home needs a hand, whether the catalogue has one for it or not. */
  readonly inNeed: boolean
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Everything said that has a value. Each part claims its words, so that 28号 is a day or a house, never both. */
export function readSlots(
  folded: Folded,
  words: readonly VocabularyHit[],
  context: ReadContext,
  indexes: Indexes,
  yesNo: YesNo | null,
): ReadValues {
  const { dense } = folded
  const expects = context.open?.expects ?? []
  const claims = new Claims(dense.length)
  const corrections = findCorrections(folded, words)
  const doubts = findDoubts(folded, words, corrections)
  const slots: Writable<ReadSlots> = {}
  if (yesNo !== null) slots.yesNo = yesNo
  if (isForOther(dense)) slots.forOther = true
  const phone = readFigures(folded, expects, claims, corrections, slots)
  readPlaces(folded, words, expects, indexes, claims, corrections, phone, slots)
  if (expects.includes('name') && yesNo === null) {
    const name = findName(folded, expects[0] === 'name')
    if (name !== null) slots.name = name
  }
  if (expects.includes('year')) {
    const year = findYear(dense, civilDate(context.now), expects[0] === 'year')
    if (year !== null) return { slots: { ...slots, year }, claims, inNeed: false }
  }
  const inNeed = readWanted(folded, words, context, indexes, { corrections, doubts }, claims, slots)
  return { slots, claims, inNeed }
}

/** What is wanted, how many and when. True: something at home needs a hand. */
function readWanted(
  folded: Folded,
  words: readonly VocabularyHit[],
  context: ReadContext,
  indexes: Indexes,
  { corrections, doubts }: { readonly corrections: Corrections; readonly doubts: Corrections },
  claims: Claims,
  slots: Writable<ReadSlots>,
): boolean {
  const expects = context.open?.expects ?? []
  const days = PACKS.flatMap(pack => pack.dates(folded.dense, civilDate(context.now)))
  claimFestivals(folded, days, indexes.items, words, claims)
  const named = readMentions(folded, words, expects, indexes, claims)
  const dietary = readDietary(folded, words, named, corrections, claims)
  if (dietary.length > 0) slots.dietary = dietary
  const needs = readNeeds(folded, named, indexes.items, corrections, claims)
  const mentions = [...named, ...needs.mentions].sort((a, b) => a.from - b.from)
  readUsual(words, claims, slots)
  readTimes(folded, words, days, doubts, context, claims, slots)
  // 灯一闪一闪 counts no lamps.
  const quantities = findQuantities(folded, claims, mentions).filter(
    quantity => !needs.told || isWantedCount(folded, quantity, needs.mentions),
  )
  const lines = readLines(
    folded,
    indexes.items,
    mentions,
    quantities,
    words.filter(word => claims.isFree(word)),
    { things: [...corrections, ...findChoices(folded, doubts)].sort((a, b) => a.from - b.from), counts: doubts },
  )
  const countsAlone = expects.includes('number')
  for (const quantity of quantities) if (quantity.measured || countsAlone) claims.claim(quantity, 'quantity')
  if (lines.items.length > 0) slots.items = lines.items
  if (lines.ambiguous.length > 0) slots.ambiguous = lines.ambiguous
  if (lines.removeItems.length > 0) slots.removeItems = lines.removeItems
  const isOther = (lines.items.length > 0 || slots.applicationNumber !== undefined || needs.told) && !countsAlone
  const count = isOther ? null : looseCount(folded, lines, expects, doubts)
  if (count !== null) slots.quantity = count
  return needs.told
}

function readTimes(
  folded: Folded,
  words: readonly VocabularyHit[],
  days: readonly DateAt[],
  doubts: Corrections,
  { now, open }: ReadContext,
  claims: Claims,
  slots: Writable<ReadSlots>,
): void {
  const expects = open?.expects ?? []
  const asked = expects.includes('date') || expects.includes('time')
  Object.assign(slots, readWhen(folded, days, words, doubts, claims, asked) satisfies When)
  if (slots.time !== undefined || !expects.includes('time')) return
  // 再过俩钟头, 1730
  const soon = timeFromNow(folded.dense, now)
  if (soon === null) return
  slots.time = soon.value
  claims.claim(soon, 'time')
}

function finalNumber(folded: Folded, all: readonly Named<string>[], corrections: Corrections): Named<string> | null {
  const chosen = finalValue(folded, all, corrections)
  return (
    all.findLast(other => chosen !== null && other.from > chosen.from && isMiscopied(chosen.value, other.value)) ??
    chosen
  )
}

/** Figures that are names of things; gives where the phone number stands. */
function readFigures(
  folded: Folded,
  expects: readonly SlotType[],
  claims: Claims,
  corrections: Corrections,
  slots: Writable<ReadSlots>,
): Span | null {
  const runs = findFigureRuns(folded)
  const phones = findPhones(runs)
  const phone = finalNumber(folded, phones, corrections)
  const repairedPhone = phone && withRepairs(folded, phone, corrections)
  const idNumber = phone === null || runs.length > 1 ? findIdNumber(runs) : null
  const isOfPhone = (run: Span) =>
    repairedPhone !== null && run.from >= repairedPhone.from && run.from < repairedPhone.to
  const rest = runs.filter(
    run => !isOfPhone(run) && run.from !== idNumber?.from && !phones.some(({ from }) => from === run.from),
  )
  const asksNumber = expects.includes('application_number')
  const application = dictated(folded, findApplicationNumbers(folded, rest, expects), corrections, asksNumber)
  const money = findMoney(folded.dense, expects)
  const repaired = application && withRepairs(folded, application, corrections)
  if (repairedPhone !== null) slots.phone = repairedPhone.value
  if (idNumber !== null) slots.idNumber = idNumber.value
  if (repaired !== null) slots.applicationNumber = repaired.value
  if (money !== null) slots.money = money.value
  for (const thing of [...phones, idNumber, repairedPhone, repaired, money])
    if (thing !== null) claims.claim(thing, 'figures')
  return phone
}

function readPlaces(
  folded: Folded,
  words: readonly VocabularyHit[],
  expects: readonly SlotType[],
  indexes: Indexes,
  claims: Claims,
  corrections: Corrections,
  phone: Span | null,
  slots: Writable<ReadSlots>,
): void {
  const asked = expects.includes('address')
  const interjections = words.filter(
    ({ kind, from, to }) => asked && kind === 'doubt' && /^[哦噢呃啊嗯唔]$/.test(folded.dense.slice(from, to)),
  )
  const cuts = [...corrections, ...interjections].sort((a, b) => a.from - b.from)
  const address = findAddress(folded, words, asked, phone, cuts)
  if (address !== null && claims.isFree(address)) {
    slots.address = address.text
    claims.claim(address, 'address')
  }
  // Villages have no numbers: asked for it, what is no other thing is where they live.
  if (slots.address === undefined && expects[0] === 'address') {
    const from = words.some(isOtherTalk) ? behindUnknown(folded, words) : 0
    const place = from !== null && isPlainWords(folded.dense, phone, slots) ? plainAddress(folded, from, cuts) : null
    if (place !== null) slots.address = place
  }
  if (!asked && !expects.includes('area') && slots.address === undefined) return
  const areas = findAreas(folded.dense, indexes.areas)
  if (areas.length > 0) slots.areas = areas
}

/** Words of a wish or of no answer, which are nowhere to live. */
const OTHER_TALK: ReadonlySet<string> = new Set<Sign>([
  'allSame',
  'ask',
  'cancelAlone',
  'change',
  'checkAlone',
  'complaintAlone',
  'giveUp',
  'helpAlone',
  'humanAlone',
  'repeatAlone',
  'undoAlone',
  'unknownValue',
])

function isOtherTalk(word: VocabularyHit): boolean {
  return word.kind === 'sign' && OTHER_TALK.has(word.value)
}

/** 门牌俺记不住，就老汽车站对过: what is said behind all that is not known. */
function behindUnknown({ dense, gap }: Folded, words: readonly VocabularyHit[]): number | null {
  const talk = words.filter(isOtherTalk)
  if (!talk.every(word => word.kind === 'sign' && word.value === 'unknownValue')) return null
  let from = Math.max(...talk.map(({ to }) => to))
  while (from < dense.length && gap[from] === NO_GAP) from++
  return from < dense.length ? from : null
}

function isPlainWords(dense: string, phone: Span | null, slots: ReadSlots): boolean {
  return phone === null && slots.yesNo === undefined && dense.length >= 3 && /[^0-9 ]/.test(dense)
}

/** Before the days: 跟昨天一样 names no day. */
function readUsual(words: readonly VocabularyHit[], claims: Claims, slots: Writable<ReadSlots>): void {
  const usual = words.find(word => word.kind === 'usual' && claims.isFree(word))
  if (usual === undefined) return
  claims.claim(usual, 'usual')
  slots.usual = true
}
