import type { Span } from '../pack.ts'
import { Automaton } from '../text/automaton.ts'
import { type Folded, foldWord, isWordUnit, NO_GAP } from '../text/fold.ts'
import { isWholeWord } from '../text/vocabulary.ts'
import food from './food-words.json' with { type: 'json' }
import { isAskedFor } from './item-cues.ts'
import type { ItemIndex, ItemKey, NameMeaning } from './item-index.ts'
import { leftmostLongest, type Mention, standsAlone } from './item-mentions.ts'

/** By a part of the name: more items than these are not worth a question. */
const MOST_CANDIDATES = 3
export interface PartIndex {
  readonly parts: readonly (readonly [text: string, meaning: NameMeaning])[]
  readonly automaton: Automaton
}

const alike = food.alike.map(group => group.map(foldWord).sort((a, b) => b.length - a.length))
const tooCommon = new Set(food.tooCommon.map(foldWord))

/** Dishes by the words in their names and by other words for these: 粉条那个, 西红柿牛腩, the fish. */
export function indexParts(index: ItemIndex): PartIndex {
  const names = new Set(index.names.map(([name]) => name))
  const byName = new Map<string, Map<string, ItemKey>>()
  const byAlias = new Map<string, Map<string, ItemKey>>()
  const whole = new Map<string, Map<string, ItemKey>>()
  for (const [name, meaning] of index.names) {
    if (meaning.kind !== 'item' || index.intentOf(meaning.item.list) !== 'order_meal') continue
    const items = index.proper.has(name) ? byName : byAlias
    const add = (to: typeof whole, part: string) => {
      if (part === '' || names.has(part)) return
      to.set(part, (to.get(part) ?? new Map<string, ItemKey>()).set(meaning.item.id, meaning.item))
    }
    for (const part of otherWords(name)) add(items, part)
    for (const part of partsOf(name)) add(items, part)
    for (const part of wholly(name)) add(whole, part)
  }
  const parts = [...new Map([...byAlias, ...byName, ...whole])].flatMap(([text, items]) =>
    meaningOf(text, [...items.values()]),
  )
  return { parts, automaton: new Automaton(parts.map(([text]) => text)) }
}

/** 馍 is 馒头, whatever else has 馍 in its name. */
function wholly(name: string): readonly string[] {
  return alike.flatMap(group => (group.includes(name) ? group.filter(word => !tooCommon.has(word)) : []))
}

function meaningOf(text: string, candidates: readonly ItemKey[]): [string, NameMeaning][] {
  const [item] = candidates
  if (item === undefined || candidates.length > MOST_CANDIDATES) return []
  if (candidates.length === 1) return [[text, { kind: 'item', item }]]
  return [[text, { kind: 'ambiguous', list: item.list, term: text, candidates: candidates.map(({ id }) => id) }]]
}

/** The name with one of its words put in another way. */
function otherWords(name: string): readonly string[] {
  return alike.flatMap(group => {
    const said = group.find(word => word.length > 1 && name.includes(word))
    return said === undefined ? [] : group.map(word => name.replace(said, word)).filter(other => other !== name)
  })
}

/** Words of food in the name, in all their forms, and its runs of two or more characters or words. */
function partsOf(name: string): readonly string[] {
  const isLatin = isWordUnit(name.charCodeAt(0))
  const words = alike.flatMap(group =>
    group.some(word => holds(name, word))
      ? group.filter(word => isWordUnit(word.charCodeAt(0)) === isLatin && !tooCommon.has(word))
      : [],
  )
  const units = isLatin ? name.split(' ') : [...name]
  const runs: string[] = []
  for (let from = 0; from < units.length; from++) {
    for (let to = from + 2; to <= units.length; to++) {
      const run = units.slice(from, to).join(isLatin ? ' ' : '')
      if (to - from < units.length && !tooCommon.has(run)) runs.push(run)
    }
  }
  return [...new Set([...words, ...runs, ...birds(name)])]
}

/** 鸡一份: a dish of it, where it is no egg. */
function birds(name: string): readonly string[] {
  const plain = name.replaceAll('鸡蛋', '')
  return BIRDS.filter(bird => plain.includes(bird))
}

const BIRDS = ['鸡', '鸭']

function holds(name: string, word: string): boolean {
  const at = name.indexOf(word)
  return at >= 0 && (!isWordUnit(word.charCodeAt(0)) || isWholeWord(name, at, at + word.length))
}

/** 鸡一只, 来条鱼: which one is worth a question. */
function isCounted({ dense, gap }: Folded, from: number, to: number): boolean {
  if (gap[to] === NO_GAP && !MADE.test(dense.charAt(to))) return COUNT.test(dense.slice(to, to + 2))
  return COUNT_BEFORE.test(dense.slice(Math.max(0, from - 2), from))
}

const COUNT = /^[一两二三四五俩仨半0-9](?:[份碗只条个]|$)/
/** 弄条鱼蒸的 */
const MADE = /[蒸炖烧煮再吧]/
const COUNT_BEFORE = /[来要弄整上做炒点订排一两二三四五半0-9][份碗只条个]$|[俩仨]$/

/** 捎二斤韭菜, 五十斤大米: for one's own kitchen. */
const RAW = /[捎买称割][一二两三四五半几0-9][斤把]$|[0十百]斤$|[一两二三几]大?袋$/
/** 买菜，大葱三根，豆腐两块 */
const SHOPPING = /[买捎]点?菜/
const RAW_BEHIND = /^[一两二三几]大?袋/

function keyOf({ meaning }: Mention): string {
  return meaning.kind === 'item' ? meaning.item.id : meaning.term
}

/** `asked`: a dish is what was asked for, then a part of its name is enough; else it must be asked for in the message, or be
 * spoken of again, as in 茄子一份，去掉茄子. `named`: what is known already. */
export function findParts(
  folded: Folded,
  { parts, automaton }: PartIndex,
  isFree: (span: Span) => boolean,
  asked: boolean,
  named: readonly Mention[] = [],
): readonly Mention[] {
  const { dense } = folded
  const list = SHOPPING.exec(dense)?.index ?? dense.length
  const known = new Map(named.map(mention => [keyOf(mention), mention.to]))
  const found: Mention[] = []
  automaton.scan(dense, (index, to) => {
    const entry = parts[index]
    if (entry === undefined) return
    const [text, meaning] = entry
    const from = to - text.length
    if (isWordUnit(text.charCodeAt(0)) && !isWholeWord(dense, from, to)) return
    if (from > list || RAW.test(dense.slice(Math.max(0, from - 4), from)) || RAW_BEHIND.test(dense.slice(to, to + 3)))
      return
    const isAlone =
      text.length > 1 || (meaning.kind === 'item' ? standsAlone(folded, from, to) : isCounted(folded, from, to))
    if (!isFree({ from, to }) || !isAlone) return
    const mention = { from, to, meaning }
    const isAgain = text.length > 1 && (known.get(keyOf(mention)) ?? from) < from
    if (!asked && !isAgain && !isAskedFor(folded, mention)) return
    found.push(mention)
    known.set(keyOf(mention), Math.min(to, known.get(keyOf(mention)) ?? to))
  })
  return leftmostLongest(found)
}
