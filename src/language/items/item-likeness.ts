import type { Span } from '../pack.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from '../text/fold.ts'
import { looseSounds, soundsAlike } from '../text/sounds.ts'
import { isAskedFor, isWhole } from './item-cues.ts'
import type { ItemIndex, NameMeaning } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { COMMON } from './item-slips.ts'

const SHORTEST = 3
const LONGEST = 8
/** How much else may stand among the characters of a name. */
const ROOM = 3
/** Of what a name is made of, weighed by how rare it is on the menu, this much must be said; of a short one nearly all. */
const ENOUGH = 0.74
const ENOUGH_OF_SHORT = 0.85
/** How much better than any other item. */
const AHEAD = 0.08
/** All of the name, if in another order. */
const WHOLE = 0.95
const HEARD = 0.85
const HALF_HEARD = 0.5
const HAN = /^[一-鿿]+$/

export interface LikenessIndex {
  readonly names: readonly (readonly [text: string, meaning: NameMeaning])[]
  /** How each name sounds, and what all of it weighs. */
  readonly sounds: readonly string[]
  readonly whole: readonly number[]
  /** Names by the sound of each of their characters; twice where it is in them twice. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** How much of each name is said, while it is looked for in a message; else nothing. */
  readonly said: Float64Array
  /** How rare a sound is among the items. */
  readonly weight: (sound: string) => number
}

/** Names by their characters in whatever order: 海代私凉办的, 饭炒鸡蛋那个, 豆腐要家常的. */
export function indexLikeness(index: ItemIndex): LikenessIndex {
  const names = index.names.filter(
    ([text, { kind }]) => kind === 'item' && text.length >= SHORTEST && text.length <= LONGEST && HAN.test(text),
  )
  const places = new Map<string, number[]>()
  const holders = new Map<string, Set<string>>()
  for (const [name, [text, meaning]] of names.entries()) {
    for (const sound of looseSounds(text)) {
      const known = places.get(sound)
      if (known === undefined) places.set(sound, [name])
      else known.push(name)
      const items = holders.get(sound) ?? new Set<string>()
      if (meaning.kind === 'item') items.add(meaning.item.id)
      holders.set(sound, items)
    }
  }
  const all = new Set(names.flatMap(([, meaning]) => (meaning.kind === 'item' ? [meaning.item.id] : []))).size
  const weight = (sound: string) => Math.log(1 + all / (holders.get(sound)?.size ?? 1))
  const weights = new Map([...places.keys()].map(sound => [sound, weight(sound)]))
  const sounds = names.map(([text]) => looseSounds(text))
  const whole = sounds.map(text => [...text].reduce((sum, sound) => sum + weight(sound), 0))
  const said = new Float64Array(names.length)
  return { names, sounds, whole, places, said, weight: sound => weights.get(sound) ?? 0 }
}

interface Likeness extends Span {
  readonly id: string
  readonly name: number
  readonly score: number
}

/** `asked`: a dish is what was asked for; else it must be asked for in the message. */
export function findLikeness(
  folded: Folded,
  index: LikenessIndex,
  isFree: (span: Span) => boolean,
  asked: boolean,
): readonly Mention[] {
  const found = candidates(folded, index, isFree).sort((a, b) => b.score - a.score || b.to - b.from - (a.to - a.from))
  const kept: Likeness[] = []
  for (const one of found) {
    const rivals = found.filter(other => other.id !== one.id && overlaps(other, one))
    if (rivals.some(({ score }) => score > one.score - AHEAD)) continue
    if (kept.some(other => overlaps(other, one))) continue
    if (asked || isAskedFor(folded, one) || (one.score >= WHOLE && isWhole(folded, one))) kept.push(one)
  }
  return kept.flatMap(({ from, to, name }) => {
    const meaning = index.names[name]?.[1]
    return meaning === undefined ? [] : [{ from, to, meaning }]
  })
}

function overlaps(one: Span, other: Span): boolean {
  return one.from < other.to && one.to > other.from
}

/** Where enough of a name's characters stand together. */
function candidates(folded: Folded, index: LikenessIndex, isFree: (span: Span) => boolean): Likeness[] {
  const sounds = looseSounds(folded.dense)
  return mostlySaid(sounds, index, isFree).flatMap(name => {
    const own = index.sounds[name] ?? ''
    const places: number[] = []
    for (let at = 0; at < sounds.length; at++)
      if (own.includes(sounds.charAt(at)) && isFree({ from: at, to: at + 1 })) places.push(at)
    return places.length < 2 ? [] : (best(folded, sounds, index, name, places) ?? [])
  })
}

/** The names of which enough is said: most share a character or two with the message, and are done with here. */
function mostlySaid(sounds: string, index: LikenessIndex, isFree: (span: Span) => boolean): readonly number[] {
  const { said } = index
  const seen: number[] = []
  const known = new Set<string>()
  for (let at = 0; at < sounds.length; at++) {
    const sound = sounds.charAt(at)
    const holders = index.places.get(sound)
    if (holders === undefined || known.has(sound) || !isFree({ from: at, to: at + 1 })) continue
    known.add(sound)
    const weight = index.weight(sound)
    for (const name of holders) {
      const before = said[name] ?? 0
      if (before === 0) seen.push(name)
      said[name] = before + weight
    }
  }
  const enough = seen.filter(name => (said[name] ?? 0) >= ENOUGH * (index.whole[name] ?? 0))
  for (const name of seen) said[name] = 0
  return enough
}

function best(
  folded: Folded,
  sounds: string,
  index: LikenessIndex,
  name: number,
  places: readonly number[],
): Likeness | null {
  const [text, meaning] = index.names[name] ?? ['']
  if (meaning?.kind !== 'item') return null
  let found: Likeness | null = null
  for (const [i, from] of places.entries()) {
    const within = places.slice(i).filter(at => at < from + text.length + ROOM)
    const to = (within.at(-1) ?? from) + 1
    if (within.length < 2 || isBroken(folded, from, to)) continue
    const score = likeness(folded.dense, sounds, text, index.sounds[name] ?? '', within, index.weight)
    const enough = text.length > SHORTEST ? ENOUGH : ENOUGH_OF_SHORT
    if (score >= enough && score > (found?.score ?? 0)) found = { from, to, name, score, id: meaning.item.id }
  }
  return found
}

/** A count ends a name, but for 一份. */
const COUNTED = /[0-9一二两俩仨三四五六七八九十半]斤|[0-9二两俩仨三四五六七八九十半][份碗个盘条只杯台床套扇把件]/

/** One space may stand inside, as people put it between what they add: 豆腐菜 家常那种. */
function isBroken({ dense, gap }: Folded, from: number, to: number): boolean {
  if (COUNTED.test(dense.slice(from, to))) return true
  let spaces = 0
  for (let i = from + 1; i < to; i++) {
    if (gap[i] === CLAUSE_GAP) return true
    if (gap[i] !== NO_GAP) spaces++
  }
  return spaces > 1
}

/** 饺子一斤三两 has no 三鲜 in it, nor 糖醋排骨 a 排骨汤: a common word, or what is only heard, has its neighbour beside it. */
function isInPlace(sounds: string, at: number, textSounds: string, i: number): boolean {
  const isSame = (step: number) => i + step >= 0 && sounds.charAt(at + step) === textSounds.charAt(i + step)
  return isSame(-1) || isSame(1)
}

/** The share of the name that is said, by characters and sounds. */
function likeness(
  dense: string,
  sounds: string,
  text: string,
  textSounds: string,
  places: readonly number[],
  weight: (sound: string) => number,
): number {
  const left = new Set(places)
  let said = 0
  let whole = 0
  let written = 0
  for (let i = 0; i < text.length; i++) {
    const sound = textSounds.charAt(i)
    whole += weight(sound)
    const alike = [...left].filter(at => sounds.charAt(at) === sound)
    const same = alike.find(
      at =>
        dense.charAt(at) === text.charAt(i) && (!COMMON.has(dense.charAt(at)) || isInPlace(sounds, at, textSounds, i)),
    )
    const at =
      same ??
      alike.find(
        one => !COMMON.has(dense.charAt(one)) && (text.length > SHORTEST || isInPlace(sounds, one, textSounds, i)),
      )
    if (at === undefined) continue
    left.delete(at)
    if (same !== undefined) written++
    const heard = soundsAlike(dense.charCodeAt(at), text.charCodeAt(i)) ? HEARD : HALF_HEARD
    said += weight(sound) * (same === undefined ? heard : 1)
  }
  return written === 0 ? 0 : said / whole
}
