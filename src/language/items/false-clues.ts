import type { Span } from '../pack.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'

/** 灶火屋 and 洗澡间 are rooms. */
const ROOM = /^火?[屋间]/
/** 扫房子那天, 晒衣裳那天: only when. */
const DAY = /^[子屋]?那[天日]/
/** 水管没爆 */
const DENIED = /^没[爆堵漏坏裂断]/
/** 扫干净了, 灯换好了: nothing is left to be done. */
const DONE = /^[一-鿿]?(?:干净|好|完|过|利索|妥)了/
const ASKED = /[吗么没不]/

/** 手机号是…, 洗澡间一个: a word of another thing, or of a day. */
export function isOfOther(dense: string, { from, to }: Span, role: 'things' | 'troubles' | 'alone'): boolean {
  const behind = dense.slice(to, to + 3)
  const word = dense.slice(from, to)
  if (DAY.test(behind) && (role === 'alone' || /[扫晒]/.test(dense.charAt(from - 1)))) return true
  if (role === 'alone') return word.endsWith('澡') && ROOM.test(behind)
  if (role === 'things' && ROOM.test(behind)) return true
  return behind.startsWith('号') && word.endsWith('机')
}

/** What is wrong is said not to be, or to be over. */
export function isOver({ dense, gap }: Folded, { from, to }: Span): boolean {
  if (DENIED.test(dense.slice(Math.max(0, from - 1), from + 1))) return true
  const done = DONE.exec(dense.slice(to, to + 6))
  const end = to + (done?.[0].length ?? 0)
  return done !== null && (gap[end] !== NO_GAP || !ASKED.test(dense.charAt(end)))
}
