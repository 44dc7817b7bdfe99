import type { SlotType } from '../core/reading.ts'
import type { FigureRun } from './figures.ts'
import type { Named } from './pack.ts'
import { figureOf } from './zh/numbers.ts'

/** Mobile numbers: 11 figures, with or without 86 in front. */
export function findPhones(runs: readonly FigureRun[]): readonly Named<string>[] {
  return runs.flatMap(({ from, to, figures }) => {
    const value = /^(?:00)?(?:86)?(1[3-9][0-9]{9})$/.exec(figures)?.[1]
    return value === undefined ? [] : [{ from, to, value }]
  })
}

export function findIdNumber(runs: readonly FigureRun[]): Named<string> | null {
  const run = runs.find(({ figures }) => /^[1-9][0-9]{16}[0-9x]$/.test(figures))
  return run === undefined ? null : { from: run.from, to: run.to, value: run.figures.toUpperCase() }
}

const LETTERED = /(?:^|[^a-z0-9])([a-z](?: ?[a-z]){1,2}) ?[-杠]? ?(?=[0-9零〇一幺二三四五六七八九洞])/g
const NO_LETTERS = new Set(['no', 'its', 'is', 'im', 'to', 'of', 'it'])
const LEAD =
  /(?:查一下|查查|查下|查一查|帮我查|查询|查|check|编号|受理号|申请号|单号|号码|number|no|application|reference|ref|case)(?:是|为|叫| is)? ?$/

/** Letters and figures (ZZ4101…), or, where it is asked for or named, figures alone; spaces and hyphens dropped. */
export function findApplicationNumbers(
  dense: string,
  runs: readonly FigureRun[],
  expects: readonly SlotType[],
): readonly Named<string>[] {
  const lettered = [...dense.matchAll(LETTERED)].flatMap(match => {
    const start = match.index + match[0].length
    const run = runs.find(({ from }) => from === start)
    const letters = (match[1] ?? '').replaceAll(' ', '')
    if (run === undefined || NO_LETTERS.has(letters)) return []
    return [
      {
        from: dense.indexOf(letters.charAt(0), match.index),
        to: run.to,
        value: `${letters.toUpperCase()}${run.figures}`,
      },
    ]
  })
  if (lettered.length > 0) return lettered
  const asked = expects.includes('application_number')
  const first = runs.findIndex(({ from }) => asked || LEAD.test(dense.slice(Math.max(0, from - 12), from)))
  return first < 0 ? [] : runs.slice(first).map(({ from, to, figures }) => ({ from, to, value: figures }))
}

/** Of two numbers that are mostly alike the last is what the first should have been. */
export function isMiscopied(one: Named<string>, other: Named<string>): boolean {
  const same = [...one.value].filter((figure, i) => figure === other.value.charAt(i)).length
  return one.value.length === other.value.length && same >= ALIKE * one.value.length && one.value !== other.value
}

const ALIKE = 0.7
const ENDING =
  /(?:尾号|末尾|后[两二三四]位|最后[一两二三四]?(?:位|个数?)?|末[一两二三四]位|后面)(?:应该|不)?是?(?:[0-9零一幺二三四五六七八九]{1,6}[，, ]?)?(?:应该|而)?(?:是|改成|为)([0-9零一幺二三四五六七八九]{1,6})(?![0-9])/

/** 尾号不是1234，是1243: only the end of it said anew. */
export function withNewEnding(dense: string, named: Named<string>): Named<string> {
  const match = ENDING.exec(dense.slice(named.to, named.to + 40))
  if (match === null) return named
  const figures = [...(match[1] ?? '')].map(char => figureOf(char) ?? char).join('')
  const to = named.to + match.index + match[0].length
  return { from: named.from, to, value: named.value.slice(0, -figures.length) + figures }
}
