import { civilDate } from '../core/civil-time.ts'
import type { ReadSlots, SlotType } from '../core/reading.ts'
import { findAddress } from './address.ts'
import { plainPlace } from './address-parts.ts'
import { findAreas } from './areas.ts'
import { Claims } from './claims.ts'
import { peopleIn } from './eaters.ts'
import { dictated, withRepairs } from './figure-repairs.ts'
import { findFigureRuns } from './figures.ts'
import type { Folded } from './fold.ts'
import { isForOther } from './for-other.ts'
import { findApplicationNumbers, findIdNumber, findPhones, isMiscopied } from './identifiers.ts'
import type { Indexes } from './indexes.ts'
import { findMoney } from './money.ts'
import { findName } from './name.ts'
import { type OrderLines, readLines } from './order-lines.ts'
import type { Named, Sign, Span } from './pack.ts'
import { findQuantities, type Quantity } from './quantities.ts'
import { readDietary } from './read-dietary.ts'
import { readMentions } from './read-mentions.ts'
import { readNeeds } from './read-needs.ts'
import type { ReadContext } from './reader.ts'
import { type Corrections, finalValue, findChoices, findCorrections, findDoubts } from './self-repair.ts'
import type { VocabularyHit } from './vocabulary.ts'
import { readWhen, type When } from './when.ts'
import { findYear } from './year.ts'
import type { YesNo } from './yes-no.ts'

export interface ReadValues {
  readonly slots: ReadSlots
  readonly claims: Claims
  /** Something at home needs a hand, whether the catalogue has one for it or not. */
  readonly inNeed: boolean
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** 一人一碗，再给阿姨一碗 */
/** 老伴一份，我一份，孙子两份 */
const EATER =
  /(?:[我俺他她爸妈爹娘爷奶伴哥姐弟妹姨叔婶]|孙子|孙女|儿子|闺女|老头|老太|邻居|保姆|阿姨|姑娘|师傅|护工|[厅室屋房卧]|厨房|阳台|楼[上下])(?:也|还|再|要|吃|来)*$/
const AND_MORE = /再给|另外|还有|再加|再来/
/** 两份不够，再加一份 */
const NOT_ENOUGH = /不够.{0,3}再[加来添要给]/
/** 来一趟, 三天两头: how often, not how many. */
const ARTICLE = /^(?:an?|another)$/
const OF_COMING = /[趟顿回眼遍下次头]$/
/** 换两扇 asks for two, 烂了两个洞 does not. */
const WANTED = /[换装修洗寄取拿约订要来擦喂按做]/

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
  const named = readMentions(folded, words, expects, indexes, claims)
  const dietary = readDietary(folded, words, named, corrections, claims)
  if (dietary.length > 0) slots.dietary = dietary
  const needs = readNeeds(folded, named, indexes.items, claims)
  const mentions = [...named, ...needs.mentions].sort((a, b) => a.from - b.from)
  readUsual(words, claims, slots)
  Object.assign(
    slots,
    readWhen(
      folded,
      civilDate(context.now),
      words,
      doubts,
      claims,
      expects.includes('date') || expects.includes('time'),
    ) satisfies When,
  )
  // 灯一闪一闪 counts no lamps.
  const quantities = findQuantities(folded, claims, mentions).filter(
    ({ from, hours }) => !needs.told || hours || WANTED.test(dense.charAt(from - 1)),
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
  readOrder(folded, lines, expects, doubts, slots)
  return { slots, claims, inNeed: needs.told }
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
  const runs = findFigureRuns(folded.dense)
  const phone = finalNumber(folded, findPhones(runs), corrections)
  const repairedPhone = phone && withRepairs(folded, phone, corrections)
  const idNumber = phone === null || runs.length > 1 ? findIdNumber(runs) : null
  const isOfPhone = (run: Span) =>
    repairedPhone !== null && run.from >= repairedPhone.from && run.from < repairedPhone.to
  const rest = runs.filter(run => !isOfPhone(run) && run.from !== idNumber?.from)
  const asksNumber = expects.includes('application_number')
  const application = dictated(folded, findApplicationNumbers(folded, rest, expects), corrections, asksNumber)
  const money = findMoney(folded.dense, expects)
  const repaired = application && withRepairs(folded, application, corrections)
  if (repairedPhone !== null) slots.phone = repairedPhone.value
  if (idNumber !== null) slots.idNumber = idNumber.value
  if (repaired !== null) slots.applicationNumber = repaired.value
  if (money !== null) slots.money = money.value
  for (const thing of [...findPhones(runs), idNumber, repairedPhone, repaired, money])
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
    ({ kind, from, to }) => asked && kind === 'doubt' && /^[哦噢呃啊]$/.test(folded.dense.slice(from, to)),
  )
  const cuts = [...corrections, ...interjections].sort((a, b) => a.from - b.from)
  const address = findAddress(folded, words, asked, phone, cuts)
  if (address !== null && claims.isFree(address)) {
    slots.address = address.text
    claims.claim(address, 'address')
  }
  // Villages have no numbers: asked for it, what is no other thing is where they live.
  if (slots.address === undefined && expects[0] === 'address' && !words.some(isOtherTalk)) {
    const place = isPlainWords(folded.dense, phone, slots) ? plainPlace(folded.text) : null
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

function readOrder(
  folded: Folded,
  lines: OrderLines,
  expects: readonly SlotType[],
  corrections: Corrections,
  slots: Writable<ReadSlots>,
): void {
  const { dense } = folded
  if (lines.items.length > 0) slots.items = lines.items
  if (lines.ambiguous.length > 0) slots.ambiguous = lines.ambiguous
  if (lines.removeItems.length > 0) slots.removeItems = lines.removeItems
  // two bowls, no wait, three
  const isAnew = ({ from }: Quantity) => corrections.some(({ to }) => to <= from && from - to <= 1)
  const loose = lines.loose.filter(
    quantity =>
      (quantity.measured && !quantity.hours) ||
      isAnew(quantity) ||
      (isBare(dense, quantity) && !expects.includes('yesno')) ||
      expects.includes('number'),
  )
  const known = loose.filter(({ value }) => value !== null)
  // 半斤就够俺吃两顿, two, grandma eats like a bird
  const things = known.filter(
    ({ from, to }) => !OF_COMING.test(dense.slice(from, to)) && !ARTICLE.test(dense.slice(from, to)),
  )
  const exact = expects.includes('number') && things.length === 0 ? known : things
  // 六六大顺，六个: the figures are a saying, what is measured is the count.
  const counted = exact.filter((quantity, i) => quantity.measured || (i > 0 && isAnew(quantity)))
  const isEaten =
    counted.length > 1 && counted.every(({ from }) => EATER.test(dense.slice(Math.max(0, from - 4), from)))
  const [first, second] = counted
  const isMore = first !== undefined && second !== undefined && NOT_ENOUGH.test(dense.slice(first.to, second.from))
  const quantity =
    isEaten || isMore
      ? (counted[0] ?? null)
      : finalValue<Quantity>(folded, counted.length > 0 ? counted : exact, corrections, expects.includes('number'))
  const isOther = (lines.items.length > 0 || slots.applicationNumber !== undefined) && !expects.includes('number')
  if (quantity === null && expects[0] === 'number' && lines.items.length === 0) {
    const people = peopleIn(folded)
    if (people !== null) slots.quantity = people
  }
  if (quantity === null || quantity.value === null || isOther) return
  const more = expects.includes('number')
    ? counted.filter(({ from }) => from >= quantity.to && (isEaten || AND_MORE.test(dense.slice(quantity.to, from))))
    : []
  slots.quantity = more.reduce((sum, { value }) => sum + (value ?? 0), quantity.value)
}

/** The number is all there is, but for a word or two around it (要3, 三吧). */
function isBare(dense: string, { from, to }: Span): boolean {
  return from <= 2 && dense.length - to <= 2
}
