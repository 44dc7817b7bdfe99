import type { CivilDate } from '../core/civil-time.ts'
import type { SlotType } from '../core/reading.ts'
import type { FigureRun } from './figures.ts'
import type { Span } from './pack.ts'
import { PACKS } from './packs.ts'

export interface Named<T> extends Span {
  readonly value: T
}

/** A mobile number: 11 figures, with or without 86 in front. */
export function findPhone(runs: readonly FigureRun[]): Named<string> | null {
  for (const { from, to, figures } of runs) {
    const phone = /^(?:00)?(?:86)?(1[3-9][0-9]{9})$/.exec(figures)?.[1]
    if (phone !== undefined) return { from, to, value: phone }
  }
  return null
}

export function findIdNumber(runs: readonly FigureRun[]): Named<string> | null {
  const run = runs.find(({ figures }) => /^[1-9][0-9]{16}[0-9x]$/.test(figures))
  return run === undefined ? null : { from: run.from, to: run.to, value: run.figures.toUpperCase() }
}

const LETTERED = /(?:^|[^a-z0-9])([a-z]{2,3}) ?-?(?=[0-9])/g
const LEAD = /(?:编号|受理号|申请号|单号|号码|number|no)是?为? ?$/

/** Letters and figures (ZZ4101…), or, where it is asked for or named, figures alone; spaces and hyphens dropped. */
export function findApplicationNumber(
  dense: string,
  runs: readonly FigureRun[],
  expects: readonly SlotType[],
): Named<string> | null {
  for (const match of dense.matchAll(LETTERED)) {
    const start = match.index + match[0].length
    const run = runs.find(({ from }) => from === start)
    const letters = match[1] ?? ''
    if (run !== undefined && letters !== 'no') {
      return { from: dense.indexOf(letters, match.index), to: run.to, value: `${letters.toUpperCase()}${run.figures}` }
    }
  }
  const asked = expects.includes('application_number')
  const run = runs.find(({ from }) => asked || LEAD.test(dense.slice(Math.max(0, from - 12), from)))
  return run === undefined ? null : { from: run.from, to: run.to, value: run.figures }
}

/** A year of birth: 1942 · 42年 · 一九四二年 · 今年84了. Read only where it is asked for. */
export function findYear(dense: string, today: CivilDate): number | null {
  const now = Number(today.slice(0, 4))
  for (let at = 0; at < dense.length; at++) {
    for (const { numberAt } of PACKS) {
      const number = numberAt(dense, at)
      if (number === null) continue
      const year = number.value === null ? null : asYear(number.value, dense.slice(number.to, number.to + 6), dense.slice(0, at), now)
      if (year !== null) return year
      at = Math.max(at, number.to - 1)
    }
  }
  return null
}

function asYear(value: number, behind: string, before: string, now: number): number | null {
  if (Number.isInteger(value) && value >= now - 130 && value <= now) return value
  if (!Number.isInteger(value) || value < 1 || value > 120) return null
  const isAge = /^(?: ?years? old|岁|周岁)/.test(behind) || (/(?:今年|i am|i m|im|年纪|虚岁|周岁) ?(?:都|有|快)?$/.test(before) && !behind.startsWith('年'))
  if (isAge) return now - value
  const century = behind.startsWith('年') || (before === '' && behind === '') ? 1900 : null
  return century !== null && value >= 10 && value <= 99 ? century + value : null
}

const MONEY = /([0-9]{1,7}(?:\.[0-9]{1,2})?|[零一二两三四五六七八九十百千万]{1,9}) ?(?:块钱?|元钱?|yuan|rmb)(?:([0-9一二两三四五六七八九])(?:毛|角)?(?![份个碗十百千万]))?/

/** In fen. 块 is also a measure word: read only where money is asked for, or with 元 or 钱. */
export function findMoney(dense: string, expects: readonly SlotType[]): Named<number> | null {
  const match = MONEY.exec(dense)
  const asked = expects.includes('money')
  if (match === null) return asked ? bareMoney(dense) : null
  const [whole, amount = '', tenth] = match
  if (!asked && !/[元钱yr]/.test(whole)) return null
  const yuan = valueOf(amount)
  if (yuan === null) return null
  const fen = Math.round(yuan * 100) + (tenth === undefined ? 0 : (valueOf(tenth) ?? 0) * 10)
  return { from: match.index, to: match.index + whole.length, value: fen }
}

function bareMoney(dense: string): Named<number> | null {
  const number = PACKS[0]?.numberAt(dense, 0) ?? null
  if (number === null || number.value === null || number.to !== dense.length) return null
  return { from: 0, to: number.to, value: Math.round(number.value * 100) }
}

function valueOf(text: string): number | null {
  return PACKS[0]?.numberAt(text, 0)?.value ?? null
}
