import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { instant } from '../../core/civil-time.ts'
import { LANGUAGES } from '../../core/language.ts'
import { INTENTS, type Intent } from '../../core/reading.ts'
import { createReader } from '../../language/create-reader.ts'
import type { ReadContext } from '../../language/reader.ts'
import { type Heard, intentFeatures } from '../../language/wishes/intent-features.ts'
import { WEIGHED } from '../../language/wishes/intent-steps.ts'
import { labelledRow } from './labelled-row.ts'
import { LABELLED, SETS_THAT_TEACH } from './labelled-sets.ts'
import type { Example } from './logistic.ts'
import { catalogueOf, menuSchema, openOf } from './menu.ts'

const SETS = SETS_THAT_TEACH.map(({ name, menu }) => ({ author: name, menu }))

/** Lines written to be learnt from alone: by state, then by intent. */
const linesSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())))
const LINES_MENU = 'second-menu'
const LINES_NOW = '2026-11-24T10:00:00+08:00'
/** A line written to order counts less than one that was labelled. */
const LINE_WEIGHT = 0.7
/** And less where it is only taken to be said in between. */
const IN_BETWEEN_WEIGHT = 0.4
/** These are said in the same words whether something is asked or not. */
const ALSO_IN_BETWEEN: ReadonlySet<Intent> = new Set([
  'complaint',
  'smalltalk',
  'help',
  'human',
  'repeat',
  'undo',
  'check_application',
  'apply_assistance',
  'request_visit',
])
const ASKED = ['dish', 'quantity', 'time', 'confirm', 'address', 'applicationNumber'].map(what => `asking:${what}`)
/** Each is learnt with what the rules take it for, and without: on lines the rules were tuned on they are too good. */
const WITH_RULES = 0.6
const WITHOUT_RULES = 0.5

export interface Learnt {
  readonly author: string
  readonly id: string
  readonly text: string
  readonly intent: Intent
  /** What the rules alone take it for. */
  readonly ruled: string
  /** Intents that are right. */
  readonly right: readonly string[]
  /** With what the rules say, and without it. */
  readonly examples: readonly [Example, Example]
  /** Places of its features, were nothing asked: for a second opinion about dangers. */
  readonly unasked: readonly number[]
}

const rowSchema = labelledRow.extend({ lang: z.enum(LANGUAGES), intent: z.enum(INTENTS) })
type Row = z.infer<typeof rowSchema>

export async function gatherExamples(): Promise<readonly Learnt[]> {
  const sets = await Promise.all(
    SETS.map(async ({ author, menu }) => {
      const lines = (await readFile(join(LABELLED, `${author}.jsonl`), 'utf8')).trim().split('\n')
      const rows = lines.map(line => rowSchema.parse(JSON.parse(line)))
      return learntOf(rows, await menuOf(menu), { author, weight: 1 })
    }),
  )
  const written = linesSchema.parse(JSON.parse(await readFile(join(LABELLED, 'training-lines.json'), 'utf8')))
  const rows = rowsOf(written)
  const menu = await menuOf(LINES_MENU)
  return [
    ...sets.flat(),
    ...learntOf(rows, menu, { author: 'lines', weight: LINE_WEIGHT }),
    ...learntOf(inBetween(rows), menu, { author: 'lines', weight: IN_BETWEEN_WEIGHT }),
  ]
}

/** A wish keeps its name whatever was asked: what is said unasked teaches how it sounds in between. */
function inBetween(rows: readonly Row[]): readonly Row[] {
  const unasked = rows.filter(row => row.state === 'idle' && ALSO_IN_BETWEEN.has(row.intent))
  return unasked.map((row, i) => ({ ...row, state: ASKED[i % ASKED.length] ?? row.state }))
}

async function menuOf(name: string) {
  return menuSchema.parse(JSON.parse(await readFile(join(LABELLED, `${name}.json`), 'utf8')))
}

function rowsOf(written: z.infer<typeof linesSchema>): readonly Row[] {
  return Object.entries(written).flatMap(([state, byIntent]) =>
    Object.entries(byIntent).flatMap(([intent, texts]) =>
      texts.map((text, i) =>
        rowSchema.parse({
          id: `${state}-${intent}-${i}`,
          text,
          lang: 'zh-CN',
          now: LINES_NOW,
          state,
          intent,
          slots: {},
        }),
      ),
    ),
  )
}

/** Options and commands are settled before wishes are weighed, so that there is nothing to learn from them. */
function learntOf(
  rows: readonly Row[],
  menu: z.infer<typeof menuSchema>,
  { author, weight }: { readonly author: string; readonly weight: number },
): readonly Learnt[] {
  const heard: Heard[] = []
  const reader = createReader(catalogueOf(menu), [], one => {
    heard.push(one)
    return one.ruled
  })
  const listen = (text: string, context: ReadContext) => {
    reader.read(text, context)
    return heard.pop()
  }
  return rows.flatMap(({ id, text, lang, now, state, intent, acceptIntents }) => {
    const label = WEIGHED.indexOf(intent)
    const one = listen(text, { language: lang, now: instant(Date.parse(now)), open: openOf(state) })
    const alone = listen(text, { language: lang, now: instant(0), open: null })
    if (one === undefined || alone === undefined) return []
    const example = (of: Heard, share: number) => ({ features: intentFeatures(of), label, weight: weight * share })
    const examples = [example(one, WITH_RULES), example({ ...one, ruled: [] }, WITHOUT_RULES)] as const
    const ruled = one.ruled[0]?.intent ?? 'unknown'
    return [
      { author, id, text, intent, ruled, right: [intent, ...acceptIntents], examples, unasked: intentFeatures(alone) },
    ]
  })
}
