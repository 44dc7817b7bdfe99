import type { Span } from '../pack.ts'
import { Automaton } from '../text/automaton.ts'
import { type Folded, isWordUnit, NO_GAP } from '../text/fold.ts'
import { looseSounds, soundsAlike } from '../text/sounds.ts'
import type { ItemIndex, NameMeaning } from './item-index.ts'
import { leftmostLongest, type Mention, standsAlone } from './item-mentions.ts'
import { COMMON } from './item-slips.ts'

export interface SoundIndex {
  readonly names: readonly (readonly [text: string, meaning: NameMeaning])[]
  readonly automaton: Automaton
}

const SHORTEST = 2
const HAN = /^[一-鿿]+$/

export function indexSounds({ names }: ItemIndex): SoundIndex {
  const spoken = names.filter(([text]) => text.length >= SHORTEST && HAN.test(text))
  return { names: spoken, automaton: new Automaton(spoken.map(([text]) => looseSounds(text))) }
}

/** Names as they are heard: 会面 for 烩面, 粉争肉 for 粉蒸肉. `asked`: a dish is. Never where the name stands as it is written. */
export function findSounds(
  folded: Folded,
  index: SoundIndex,
  isFree: (span: Span) => boolean,
  asked = false,
): readonly Mention[] {
  const found: Mention[] = []
  index.automaton.scan(looseSounds(folded.dense), (pattern, to) => {
    const entry = index.names[pattern]
    if (entry === undefined) return
    const [name, meaning] = entry
    const span = { from: to - name.length, to }
    if (
      isFree(span) &&
      isOneWord(folded, span) &&
      (isHeard(folded, span, name) || (asked && isAll(folded, span, name)))
    )
      found.push({ ...span, meaning })
  })
  return leftmostLongest(found)
}

/** 正日子，头一天 is no 狮子头. */
function isOneWord({ gap }: Folded, { from, to }: Span): boolean {
  for (let i = from + 1; i < to; i++) if (gap[i] !== NO_GAP) return false
  return true
}

/** 会面 is 烩面 where a dish is asked for and nothing else is said. */
function isAll({ dense }: Folded, { from, to }: Span, name: string): boolean {
  if (from > 0 || !/^(?:吧|就[行中好]|一[碗份个])?$/.test(dense.slice(to))) return false
  const isExact = [...name].every((char, i) => {
    const said = dense.charCodeAt(i)
    return said === char.charCodeAt(0) || soundsAlike(said, char.charCodeAt(0))
  })
  return isExact && [...name].some((char, i) => dense.charAt(i) === char)
}

/** 都浆两杯 */
function isCounted({ dense, gap }: Folded, from: number, to: number): boolean {
  // 那个会面改成俩碗: nobody meets by the bowl.
  const isPointed = from === 0 || gap[from] !== NO_GAP || /[那这]个?$/.test(dense.slice(Math.max(0, from - 2), from))
  if (isPointed && BOWLS.test(dense.slice(to, to + FAR))) return true
  return (
    /[碗份盘杯]/.test(dense.charAt(from - 1)) ||
    ((from === 0 || gap[from] !== NO_GAP) && COUNT.test(dense.slice(to, to + 2)))
  )
}

const BOWLS = /[一两俩仨三四五六0-9][大小]?碗/
const FAR = 14
const COUNT = /^(?:[一二两三四五六七八九十俩仨0-9](?:[份碗个只盘杯块笼屉斤张根条串]|$)|[大小][碗份盘])/

function isHeard(folded: Folded, { from, to }: Span, name: string): boolean {
  const { dense } = folded
  let shared = 0
  let exact = 0
  for (let i = 0; i < name.length; i++) {
    const said = dense.charAt(from + i)
    if (said === name.charAt(i)) {
      shared++
      continue
    }
    if (COMMON.has(said) && name.length <= SHORTEST + 1 && !isCounted(folded, from, to)) return false
    if (soundsAlike(said.charCodeAt(0), name.charCodeAt(i))) exact++
  }
  const alike = shared + exact === name.length
  if (shared === 0) return alike && (name.length > SHORTEST || standsAlone(folded, from, to))
  if (name.length > SHORTEST) return true
  // 刘奶奶 is nobody’s 牛奶.
  // 牛郎 is no 牛腩 unless it is all that is said there.
  if (exact === 0 && !standsAlone(folded, from, to)) return false
  return dense.charAt(to) !== dense.charAt(to - 1) && !isWordUnit(dense.charCodeAt(from))
}

/** 嘴里发苦 is no 理发. */
export function isInside(dense: string, { from }: Span): boolean {
  return dense.charAt(from) === '里' && /[嘴家屋厂心手眼村院店碗锅夜身肚]/.test(dense.charAt(from - 1))
}
