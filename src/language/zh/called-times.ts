import { type CivilTime, parseCivilTime } from '../../core/civil-time.ts'
import type { Named, TimeAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { figureOf } from './numbers.ts'

const F = '0-9零〇一幺二两三四五六七八九洞拐勾'
const FOUR = new RegExp(
  `(?<!(?<![周期拜])[${F}]|[十百a-z.:号尾-])[012零〇洞一幺二两][${F}][0-5零〇洞一幺二两三四五][0-9零〇洞五](?![${F}十百a-z.:-])`,
  'g',
)
/** As only figures are called. */
const CALLED = /[洞幺拐勾]/
const WRITTEN = /^[0-9]{4}$/
/** 今晚1730, 时间改1800 */
const BEFORE = /(?:^|[天儿日晚早晌午晨周期拜个][一二三四五六日天]?|时间|改[到成为]?|到|[在于约])$/
/** 1200块, 1503室 */
const COUNTED = /^[份碗个斤元块号室房栋楼年月日米字克万千多单套张人户院]/
/** 0730出发 */
const BEHIND = /^(?:送|到|出发|来|准时|整|前|之前|左右|开饭|集合|上门|派)/
const NAMES: Readonly<Record<string, number>> = { 洞: 0, 拐: 7, 勾: 9 }

/** 今晚1730 · 幺四洞洞 · 0730出发: by the four figures of a day of 24 hours, as trains and soldiers go. */
export function calledTimes(dense: string): readonly TimeAt[] {
  return everyMatch(FOUR, dense).flatMap(({ 0: said, index: from }) => {
    const to = from + said.length
    const behind = dense.slice(to, to + 2)
    const isWritten = WRITTEN.test(said)
    if (!isWritten && !CALLED.test(said)) return []
    if (COUNTED.test(behind)) return []
    if (isWritten && !BEFORE.test(dense.slice(Math.max(0, from - 3), from)) && !BEHIND.test(behind)) return []
    const time = timeOf(said)
    return time === null ? [] : [{ from, to, ...time, settled: true }]
  })
}

/** 1730, where an hour was asked for and this is all that is said. */
export function timeAlone(dense: string): Named<CivilTime> | null {
  const time = WRITTEN.test(dense) ? parseCivilTime(`${dense.slice(0, 2)}:${dense.slice(2)}`) : null
  return time && { from: 0, to: dense.length, value: time }
}

function timeOf(said: string): { readonly hour: number; readonly minute: number } | null {
  const [tens = 0, ones = 0, tenMinutes = 0, minutes = 0] = [...said].map(figure)
  const [hour, minute] = [10 * tens + ones, 10 * tenMinutes + minutes]
  return hour < 24 && minute < 60 ? { hour, minute } : null
}

function figure(char: string): number {
  return NAMES[char] ?? figureOf(char) ?? Number(char)
}
