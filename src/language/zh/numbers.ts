import type { NumberAt } from '../pack.ts'

const FIGURES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const MYRIAD = 10_000
const HUNDRED_MILLION = 100_000_000
const TENS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1_000,
  仟: 1_000,
  万: MYRIAD,
  亿: HUNDRED_MILLION,
}
/** 一点五斤: behind a decimal something is measured, else 一点 is an hour. */
const DECIMAL = /点([零一二三四五六七八九]{1,2})(?=斤|公斤|两|克|升|块|元|倍|个?小时|个?钟头)/y
const PAIRS: Readonly<Record<string, number>> = { 俩: 2, 仨: 3 }
const LONGEST_RUN = 18

/** Nearly every character of every message is looked up: by its unit it is at once clear that it is none of these. */
const BEGINS = 1
const IN_RUN = 2
const units = new Uint8Array(0x10000)
for (const char of ['半', ...'0123456789', ...Object.keys(PAIRS)]) units[char.charCodeAt(0)] = BEGINS
for (const char of [...Object.keys(FIGURES), ...Object.keys(TENS)]) units[char.charCodeAt(0)] = IN_RUN

/** Whether a number may begin with this unit. */
export function beginsNumber(unit: number): boolean {
  return units[unit] !== 0
}

export function figureOf(char: string): number | null {
  return units[char.charCodeAt(0)] === IN_RUN ? (FIGURES[char] ?? null) : null
}

/** 12 · 3.5 · 十二 · 两 · 俩 · 半 · 一百二 · 一九四二 · 十来(个) */
export function numberAt(dense: string, from: number): NumberAt | null {
  if ((units[dense.charCodeAt(from)] ?? 0) === 0) return null
  const char = dense.charAt(from)
  if (char >= '0' && char <= '9') return arabicAt(dense, from)
  const pair = PAIRS[char]
  if (pair !== undefined) return { to: from + 1, value: pair, figures: false, counts: true }
  if (char === '半') return { to: from + 1, value: 0.5, figures: false, counts: false }
  const run = runAt(dense, from)
  if (run === '') return null
  const to = from + run.length
  const hasTens = [...run].some(unit => unit in TENS)
  if (!hasTens && run.length > 1) return { to, value: spelled(run), figures: true, counts: false }
  const value = hasTens ? composed(run) : (FIGURES[run] ?? 0)
  DECIMAL.lastIndex = to
  const decimal = DECIMAL.exec(dense)
  if (decimal !== null) {
    const part = Number(`0.${[...(decimal[1] ?? '')].map(char => FIGURES[char] ?? 0).join('')}`)
    return { to: DECIMAL.lastIndex, value: value + part, figures: false, counts: false }
  }
  const about = hasTens && '来多几'.includes(dense.charAt(to)) && dense.charAt(to) !== ''
  return { to: about ? to + 1 : to, value, figures: false, counts: false }
}

function arabicAt(dense: string, from: number): NumberAt {
  let to = from
  while (isArabic(dense, to)) to++
  if (dense.charAt(to) === '.' && isArabic(dense, to + 1)) {
    to++
    while (isArabic(dense, to)) to++
  }
  return { to, value: Number(dense.slice(from, to)), figures: to - from > 1, counts: false }
}

function isArabic(dense: string, at: number): boolean {
  const unit = dense.charCodeAt(at)
  return unit >= 48 && unit <= 57
}

/** 两 inside a run is the weight (二两) unless a larger unit follows it (一万两千). */
function runAt(dense: string, from: number): string {
  let to = from
  while (to - from < LONGEST_RUN) {
    if (units[dense.charCodeAt(to)] !== IN_RUN) break
    const char = dense.charAt(to)
    if (char === '两' && to > from && !(dense.charAt(to + 1) in TENS)) break
    to++
  }
  return dense.slice(from, to)
}

/** Figure by figure; two neighbours (两三个) are a guess. */
function spelled(run: string): number | null {
  const figures = [...run].map(char => FIGURES[char] ?? 0)
  const [first = 0, second = 0] = figures
  // 两三个, 三五个: about so many.
  if (figures.length === 2 && first > 0 && (second === first + 1 || run === '三五')) return null
  return Number(figures.join(''))
}

function composed(run: string): number {
  let total = 0
  let section = 0
  let figure: number | null = null
  let unit = 1
  for (const char of run) {
    const tens = TENS[char]
    if (tens === undefined) {
      figure = FIGURES[char] ?? 0
      if (figure === 0) unit = 10
    } else if (tens >= MYRIAD) {
      const below = tens === MYRIAD ? total % HUNDRED_MILLION : total
      total += (below + section + (figure ?? 0)) * tens - below
      section = 0
      figure = null
      unit = tens
    } else {
      section += (figure || 1) * tens
      figure = null
      unit = tens
    }
  }
  // 一百二 is 120: a last figure counts in the unit below the one before it.
  return total + section + (figure ?? 0) * (unit > 10 ? unit / 10 : 1)
}
