import { PACKS } from '../packs.ts'
import { Automaton } from '../text/automaton.ts'
import { type Folded, foldWord, NO_GAP } from '../text/fold.ts'
import { looseSounds, soundsAlike } from '../text/sounds.ts'

/** Longer messages are read as they are written. */
const LONGEST = 80
/** 上五楼, 下五个, 约上五月十六 are what they say. */
const COUNTED = /[月楼层个份斤块级子号元点岁人次位天]/
/** Words of their own that sound like one of ours. */
const OWN = new Set(
  ['晌午', '下屋', '今添', '改程', '电化', '早尚', '地质', '地支', '松到', '灶上', '罩上'].map(foldWord),
)

let known: { readonly words: readonly string[]; readonly automaton: Automaton } | null = null

/**
 * Words that every message is made of, written as they should be: 中五 as 中午, 欢成 as 换成. As long as it was, so that
 * every place stays where it is.
 */
export function heard(folded: Folded, asksCount: boolean): Folded {
  if (asksCount) {
    const counted = heardCount(folded.dense)
    if (counted !== null) return { ...folded, dense: counted }
  }
  const { dense } = folded
  if (dense.length > LONGEST) return folded
  const { words, automaton } = knownSlips()
  let text = dense
  automaton.scan(looseSounds(dense), (pattern, to) => {
    const word = words[pattern]
    if (word === undefined) return
    const from = to - word.length
    const said = dense.slice(from, to)
    if (said === word || !isSlip(said, word) || OWN.has(said) || COUNTED.test(dense.charAt(to))) return
    for (let i = from + 1; i < to; i++) if (folded.gap[i] !== NO_GAP) return
    text = text.slice(0, from) + word + text.slice(to)
  })
  return text === dense ? folded : { ...folded, dense: text }
}

const FIGURES = '一二两三四五六七八九十俩仨半'
const COUNT = /^(?:就?要|来|给我|给俺)?([一-鿿])([份碗个只盘杯块笼屉斤张根条串瓶袋盒])/

/** 一万就中, 两完吧: so many bowls. */
const BOWLS = /^((?:就?要|来|给我|给俺)?[一二两三四五六七八九十俩仨])[万完晚腕](?=吧|就|够|了|啊|呀|呗|$)/

/** 量碗 to the question how many is 两碗. */
function heardCount(dense: string): string | null {
  if (BOWLS.test(dense)) return dense.replace(BOWLS, '$1碗')
  const match = COUNT.exec(dense)
  const [, said = '', measure = ''] = match ?? []
  if (match === null || FIGURES.includes(said) || '几多这那每各整上下第有无些'.includes(said)) return null
  const figure = [...FIGURES].find(one => soundsAlike(said.charCodeAt(0), one.charCodeAt(0)))
  if (figure === undefined) return null
  return dense.slice(0, match[0].length - 2) + figure + measure + dense.slice(match[0].length)
}

/** One character is right, the other sounds the same. */
function isSlip(said: string, word: string): boolean {
  let right = 0
  for (let i = 0; i < word.length; i++) {
    if (said.charAt(i) === word.charAt(i)) right++
    else if (!soundsAlike(said.charCodeAt(i), word.charCodeAt(i))) return false
  }
  return right > 0
}

export function knownSlips() {
  if (known !== null) return known
  const words = [...new Set(PACKS.flatMap(pack => pack.words.heard).map(foldWord))]
  known = { words, automaton: new Automaton(words.map(looseSounds)) }
  return known
}
