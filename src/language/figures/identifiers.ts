import type { SlotType } from '../../core/reading.ts'
import type { Named } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { CLAUSE_GAP, type Folded } from '../text/fold.ts'
import type { FigureRun } from './figures.ts'

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

const LETTERED =
  /(?:^|[^a-z0-9])([a-z](?: ?[a-z]){0,2}) ?(?:[-杠]|减号|横杠|短杠|横线|dash|后[头面边]是?|然后|接着|再) ?|(?:^|[^a-z0-9])([a-z](?: ?[a-z]){0,2}) ?(?=[0-9零〇一幺二两三四五六七八九洞拐])/g
const NO_LETTERS = new Set(['no', 'its', 'is', 'im', 'to', 'of', 'it', 'i', 'at', 'on', 'by', 'for', 'me', 'my'])
const LEAD =
  /(?:进[度展]|结果|查一下|查查|查下|查一查|帮我查|查询|查|check|(?:申请|受理|登记|回执|流水|办件|业务|材料|查询)(?:单|表|号)?|编号|单号|低保[号证]|档案号|号码|[那它]个?号|号码?(?=在)|(?<![一二三四五六七八九十0-9几门房楼栋多])号码?(?=是)|全号|number|no|application|reference|ref|case)(?:是|为|叫|在[下底后][头面边下]?| is)? ?$/
/** YL-7780-B */
const LAST_LETTER = /^[ -]?([a-z])(?=$|[^a-z0-9 ])/
/** With letters before them fewer figures are a number than without. */
const SHORTEST_ASKED = 4
const SHORTEST_NAMED = 5
/** Figures called one by one as over the phone, and this number, are of a paper. */
const CALLED = /[洞幺拐勾]/
const FOLLOWED = /^(?:这|那)?[个张份]?(?:编号|单号|号|单子?|申请)/
/** In 2019 is no number of a paper. */
const LONG = 6

/** Letters and figures (ZZ4101…), or, where it is asked for or named, figures alone; spaces and hyphens dropped. */
export function findApplicationNumbers(
  { dense, gap }: Folded,
  runs: readonly FigureRun[],
  expects: readonly SlotType[],
): readonly Named<string>[] {
  if (runs.length === 0) return []
  const asked = expects.includes('application_number')
  const isLed = (from: number) => LEAD.test(dense.slice(Math.max(0, from - 12), from))
  const starts = new Map(runs.map(run => [run.from, run]))
  const lettered = everyMatch(LETTERED, dense).flatMap(match => {
    const start = match.index + match[0].length
    const run = starts.get(start)
    const said = match[1] ?? match[2] ?? ''
    const at = dense.indexOf(said, match.index)
    // 是B，B七三零二: what was said before a pause is no part of it.
    const pause = [...said].findLastIndex((_, i) => i > 0 && gap[at + i] === CLAUSE_GAP)
    const letters = said.slice(Math.max(0, pause)).replaceAll(' ', '')
    const isAlone = letters.length === 1 && !asked && !isLed(match.index + 1)
    const isArticle = letters === 'a' && dense.charAt(start - 1) === ' '
    const isWord =
      dense.charAt(start - 1) === ' ' && !asked && !isLed(match.index + 1) && (run?.figures.length ?? 0) < LONG
    if (run === undefined || NO_LETTERS.has(letters) || isAlone || isArticle || isWord) return []
    const [end = '', letter = ''] = (asked && LAST_LETTER.exec(dense.slice(run.to, run.to + 4))) || []
    const value = `${letters}${run.figures}${letter}`.toUpperCase()
    return [{ from: at + Math.max(0, pause), to: run.to + end.length, value }]
  })
  const spelt = asked && lettered.length === 0 ? spelled(dense, runs) : null
  if (spelt !== null) return [spelt]
  const [only, ...others] = lettered
  if (only !== undefined && others.length === 0) return [only, ...saidAnew(only, runs)]
  if (lettered.length > 0) return lettered
  const long = runs.filter(({ figures }) => figures.length >= (asked ? SHORTEST_ASKED : SHORTEST_NAMED))
  const isCalled = ({ from, to }: FigureRun) =>
    CALLED.test(dense.slice(from, to)) || FOLLOWED.test(dense.slice(to, to + 5))
  const first = long.findIndex(run => asked || isLed(run.from) || isCalled(run))
  if (first < 0) return []
  // 二零二六一一零三，这是日子，号在底下，五五六零八
  const led = long.findLastIndex(({ from }) => isLed(from))
  return long.slice(Math.max(first, led)).map(({ from, to, figures }) => ({ from, to, value: figures }))
}

/** M for mother, Z, 2026 · T 然后 W 再来 305 */
const SPELLED = /(?:^|[^a-z])([a-z](?:(?: (?:for|as in) [a-z]{2,12})?[ -]|然后|再来?|接着|跟着)+){1,3}(?:dash )?$/
const LETTER = /(?<![a-z])[a-z](?![a-z])/g

function spelled(dense: string, runs: readonly FigureRun[]): Named<string> | null {
  for (const { from, to, figures } of runs) {
    const said = SPELLED.exec(dense.slice(Math.max(0, from - SPELLED_REACH), from))
    if (said === null || figures.length < SHORTEST_ASKED) continue
    const letters = everyMatch(LETTER, said[0])
      .map(([letter]) => letter)
      .join('')
    if (letters !== '' && letters !== 'a' && letters !== 'i')
      return { from: from - said[0].length, to, value: `${letters.toUpperCase()}${figures}` }
  }
  return null
}

const SPELLED_REACH = 60

/** HN六六二零幺五，呃，六六二零五幺: the same figures once more, without the letters. */
function saidAnew(lettered: Named<string>, runs: readonly FigureRun[]): readonly Named<string>[] {
  const letters = /^[A-Z]*/.exec(lettered.value)?.[0] ?? ''
  return runs.flatMap(({ from, to, figures }) => {
    const value = letters + figures
    return from >= lettered.to && isMiscopied(lettered.value, value) ? [{ from, to, value }] : []
  })
}

/** Of two numbers that are mostly alike the last is what the first should have been. */
export function isMiscopied(one: string, other: string): boolean {
  const same = [...one].filter((figure, i) => figure === other.charAt(i)).length
  if (one.length !== other.length || one === other) return false
  return same >= ALIKE * one.length || [...one].sort().join('') === [...other].sort().join('')
}

const ALIKE = 0.7
