import type { CivilDate } from '../../core/civil-time.ts'
import { PACKS } from '../packs.ts'

/**
 * A year of birth: 1942 · 42年 · 一九四二年 · 今年84了. Read only where it may come; `asked`: it is the question, so that a
 * bare number is one.
 */
export function findYear(dense: string, today: CivilDate, asked = true): number | null {
  const now = Number(today.slice(0, 4))
  for (let at = 0; at < dense.length; at++) {
    for (const { numberAt } of PACKS) {
      const number = numberAt(dense, at)
      if (number === null) continue
      const year =
        number.value === null
          ? null
          : asYear(number.value, dense.slice(number.to, number.to + 6), dense.slice(0, at), now, asked)
      if (year !== null) return year
      at = Math.max(at, number.to - 1)
    }
  }
  return null
}

function asYear(value: number, behind: string, before: string, now: number, asked: boolean): number | null {
  const marked = asked || /^(?:年|生)/.test(behind) || / (?:born|born in) $|生于$/.test(before)
  if (marked && Number.isInteger(value) && value >= now - 130 && value <= now) return value
  if (!Number.isInteger(value) || value < 1 || value > 120) return null
  const isAge =
    /^(?: ?years? old|岁|周岁)/.test(behind) ||
    (/(?:今年|i am|i m|im|年纪|虚岁|周岁) ?(?:都|有|快)?$/.test(before) && !behind.startsWith('年'))
  if (isAge) return now - value
  const century = behind.startsWith('年') || (asked && before === '' && behind === '') ? 1900 : null
  return century !== null && value >= 10 && value <= 99 ? century + value : null
}
