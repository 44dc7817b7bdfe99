import type { Named } from '../pack.ts'
import type { Corrections } from '../self-repair.ts'
import type { Folded } from '../text/fold.ts'
import { figureOf } from '../zh/numbers.ts'
import { findFigures } from './figures.ts'
import { isMiscopied } from './identifiers.ts'

const F = '[0-9零〇一幺二两三四五六七八九洞拐勾]'
const IS = '(?:应该|应|而|该)?(?:是|改成|改为|为)'
const COUNT = '([一二两三四五六七八九1-9])'
const REACH = 48

type Change = readonly [pattern: RegExp, apply: (value: string, groups: readonly string[]) => string | null]

/** 后面是, 后半截: what comes goes on with what was said. */
const GOES_ON = /(?:后[面头]|后半[截段]?|接着|然后|再往后|剩下的?|跟着)[^0-9]{0,4}$/
const ENDS = /(?:尾[号数巴]|末尾?|最后|后[一二两三四五六]位|后几位)[^0-9]{0,8}$/
const BEGINS = /(?:前[一二两三四五六]位|前[面头]|开头|打头)[^0-9]{0,8}$/
const JOINED = /[和跟与、]|还有/

/**
 * A number that was given in pieces or more than once: 后面是 goes on with it, a shorter one behind 不对 takes the place
 * of what was said last, and one as long as it of all. `asked`: without 不对, too.
 */
export function dictated(
  { dense }: Folded,
  numbers: readonly Named<string>[],
  corrections: Corrections,
  asked: boolean,
): Named<string> | null {
  const [first, ...more] = numbers
  if (first === undefined) return null
  let { to, value } = first
  let last = value.length
  for (const next of more) {
    const between = dense.slice(to, next.from)
    const isTakenBack = corrections.some(one => one.from >= to && one.to <= next.from)
    if (GOES_ON.test(between)) {
      value += next.value
      last = next.value.length
    } else if (ENDS.test(between) || (isTakenBack && next.value.length <= last && last < value.length)) {
      value = withEnding(value, next.value)
    } else if (BEGINS.test(between) && next.value.length < value.length - 2)
      value = next.value + value.slice(next.value.length)
    else if (isTakenBack && next.value.length < value.length - 2) value = withEnding(value, next.value)
    else if (isTakenBack || (asked && !JOINED.test(between)) || isMiscopied(value, next.value)) {
      value = next.value
      last = value.length
    } else continue
    to = next.to
  }
  return { from: first.from, to, value }
}

/** What people say about a part of a number that they gave. */
const CHANGES: readonly Change[] = [
  [
    /(?:打头|开头|前[头面]|字母)[^a-z]{0,6}(?:[a-z ]{1,5}[，是]+)?是? ?([a-z](?: [a-z](?![0-9零〇一二三四五六七八九])){1,2}|[a-z]{1,3})(?![a-z0-9])/,
    (value, [letters = '']) => letters.replaceAll(' ', '').toUpperCase() + value.replace(/^[A-Z]*/, ''),
  ],
  [
    new RegExp(`(倒数|最后)?第${COUNT}[位个](?:数字?)?(?:不是${F}，?)?${IS}(${F})(?!${F})`),
    (value, [back, place, figure]) =>
      withFigure(value, back === '' ? number(place) - 1 : value.length - number(place), figure),
  ],
  [
    new RegExp(`(?:前|头|开头)(?:[一二两三四五六1-6]?[位个](?:数字?)?|面)?(?:不是${F}{1,6})?${IS}(${F}{1,6})(?!${F})`),
    (value, [head = '']) => figures(head) + value.slice(head.length),
  ],
  [
    new RegExp(
      `(?:末尾|末了|最后|后面|后头|尾巴|结尾)[那这的]?(?:一?[个位])?(?:${F}|数字?)?是?我?多(?:念|打|写|说|报|按|余|出来|了)`,
    ),
    value => value.slice(0, -1),
  ],
  [
    new RegExp(
      `(?:后面|后头|末尾|最后|结尾|接着|然后|再)(?:还|再)?(?:有|加|添|补|漏)(?:上|了)?(?:一?个)?(${F}{1,6})(?!${F})`,
    ),
    (value, [more = '']) => value + figures(more),
  ],
  [
    new RegExp(`(?:后面|后头|接着|然后)是(${F}{2,8})(?!${F})`),
    (value, [more = '']) => (value.length < SHORT ? value + figures(more) : withEnding(value, figures(more))),
  ],
  [
    new RegExp(
      `(?:尾号|尾数|尾巴上?|末尾|后[一两二三四五六]位|最后(?:[一两二三四五六]?(?:位|个数?)?|[俩仨])|末[一两二三四]位|后面|后头)(?:应该|不)?是?(?:${F}{1,6} ?)?(?:错了|不对|[念写记报]错了?|重来)?(?:${IS}|(?<=错了|不对|重来))(${F}(?: ?${F}){0,5})(?!${F})`,
    ),
    (value, [ending = '']) => withEnding(value, figures(ending)),
  ],
  // 末尾那个不是七是一
  [
    new RegExp(`(?:最后|末尾|末了|尾巴)(?:那|一|那一)?[个位]?(?:数字?)?不是${F}(?:，|,| )?${IS}(${F})(?!${F})`),
    (value, [figure = '']) => withEnding(value, figures(figure)),
  ],
  [
    new RegExp(`不是(${F}{2,12}) ?${IS}? ?(${F}{0,8})(?!${F})`),
    (value, [denied = '', said = '']) => denying(value, figures(denied), figures(said)),
  ],
]
/** Shorter numbers are not yet whole: what comes behind goes on with them. */
const SHORT = 6
/** 四份, 三点: no figures of a number. */
const COUNTED = /[份碗个点号楼栋单月日斤块元分岁位人]/

/** 尾号不是1234，是1243 · 前三位是一三九 · 第三位不是六，是九 · 哎不对，0059: only a part of it said anew. */
export function withRepairs(folded: Folded, named: Named<string>, corrections: Corrections): Named<string> {
  const behind = folded.dense.slice(named.to, named.to + REACH)
  for (const [pattern, apply] of CHANGES) {
    const match = pattern.exec(behind)
    if (match === null) continue
    const value = apply(
      named.value,
      match.slice(1).map(group => group ?? ''),
    )
    if (value !== null) return { from: named.from, to: named.to + match.index + match[0].length, value }
  }
  return withShortAnew(folded, named, corrections)
}

/** 13812345678，不对，5679 */
function withShortAnew({ dense }: Folded, named: Named<string>, corrections: Corrections): Named<string> {
  const correction = corrections.find(({ from }) => from >= named.to && from - named.to <= 2)
  if (correction === undefined) return named
  const run = findFigures(dense, correction.to)
  if (run === null || run.figures.length < 2 || run.figures.length >= named.value.length) return named
  if (COUNTED.test(dense.charAt(run.to))) return named
  return { from: named.from, to: run.to, value: withEnding(named.value, run.figures) }
}

/** 不是五六，洞洞五九: what is denied ends the number, and what is said in its place may reach further back. */
function denying(value: string, denied: string, said: string): string | null {
  if (said !== '' && value.includes(denied)) {
    if (said.length !== denied.length) return withEnding(value, said)
    const at = value.lastIndexOf(denied)
    return value.slice(0, at) + said + value.slice(at + denied.length)
  }
  const all = denied + said
  for (let size = Math.min(all.length - 1, 6); size > 0; size--)
    if (value.endsWith(all.slice(0, size))) return withEnding(value, all.slice(size))
  return null
}

function withEnding(value: string, ending: string): string {
  return value.slice(0, Math.max(0, value.length - ending.length)) + ending
}

function withFigure(value: string, at: number, figure = ''): string | null {
  if (at < 0 || at >= value.length) return null
  return value.slice(0, at) + figures(figure) + value.slice(at + 1)
}

function number(said = ''): number {
  return figureOf(said) ?? Number(said)
}

function figures(said: string): string {
  return findFigures(`${said} `, 0)?.figures ?? ''
}
