import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Answer, answerShape, type LabelledRow, labelledRow } from './understand/labelled-row.ts'
import { scoreRow } from './understand/score-row.ts'
import { type Judged, summary } from './understand/summary.ts'

const LABELLED = join(import.meta.dirname, '../../test/understanding')
/** The reader is tuned on the development sets; the last three are what strangers wrote, and are only ever scored. */
const SETS = [
  { name: 'dev', menu: 'dev-menu', tuned: true },
  { name: 'dev-village', menu: 'second-menu', tuned: true },
  { name: 'dev-city', menu: 'second-menu', tuned: true },
  { name: 'dev-sample', menu: 'second-menu', tuned: true },
  { name: 'dev-repair', menu: 'second-menu', tuned: true },
  { name: 'dev-slots', menu: 'second-menu', tuned: true },
  // Emergencies and what sounds like them: only those two figures count, slots are not labelled.
  { name: 'dev-danger', menu: 'dev-menu', tuned: true },
  { name: 'dev-dispatcher', menu: 'second-menu', tuned: true },
  { name: 'dev-teacher', menu: 'dev-menu', tuned: true },
  { name: 'dev-switchboard', menu: 'second-menu', tuned: true },
  { name: 'dev-linguist', menu: 'third-menu', tuned: true },
  { name: 'dev-driver', menu: 'third-menu', tuned: true },
  { name: 'dev-widow', menu: 'dev-menu', tuned: true },
  { name: 'dev-nurse', menu: 'second-menu', tuned: true },
  { name: 'dev-plumber', menu: 'second-menu', tuned: true },
  { name: 'dev-volunteer', menu: 'dev-menu', tuned: true },
  { name: 'dev-children', menu: 'third-menu', tuned: true },
  { name: 'same-author', menu: 'dev-menu', tuned: false },
  { name: 'other-author', menu: 'other-author-menu', tuned: false },
  { name: 'third-author', menu: 'third-author-menu', tuned: false },
] as const

/** Every line through `npm run understand`, as the outside uses it. */
async function judge(name: string, menu: string): Promise<readonly Judged[]> {
  const rows = (await readFile(join(LABELLED, `${name}.jsonl`), 'utf8'))
    .trim()
    .split('\n')
    .map(line => labelledRow.parse(JSON.parse(line)))
  const catalogue: unknown = JSON.parse(await readFile(join(LABELLED, `${menu}.json`), 'utf8'))
  const answers = await understand(rows, catalogue)
  return rows.flatMap(row => {
    const answer = answers.get(row.id)
    return answer ? [{ row, answer, score: scoreRow(row, answer) }] : []
  })
}

async function understand(rows: readonly LabelledRow[], menu: unknown): Promise<ReadonlyMap<string, Answer>> {
  const entry = join(import.meta.dirname, 'understand.ts')
  const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ask = ({ id, text, lang, now, state }: LabelledRow) => ({ id, text, lang, now, state })
  // The first few are read once more, so that what loads at first use is not timed.
  const warm = rows.slice(0, 20).map(row => ({ ...ask(row), id: `warm ${row.id}` }))
  const lines = [...warm, ...rows.map(ask)].map((line, i) => JSON.stringify(i === 0 ? { ...line, menu } : line))
  child.stdin.end(`${lines.join('\n')}\n`)
  const answers = new Map<string, Answer>()
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = answerShape.parse(JSON.parse(line))
    answers.set(answer.id, answer)
  }
  return answers
}

/** `--misses`: each line that was not read exactly, with its label and what was read. */
function print(name: string, judged: readonly Judged[], misses: boolean): void {
  process.stdout.write(`${JSON.stringify({ set: name, ...summary(judged) }, null, 1)}\n`)
  if (!misses) return
  for (const { row, answer, score } of judged) {
    if (score.intent && score.wrong.length + score.missed.length === 0) continue
    const { id, text, state, intent, slots } = row
    process.stdout.write(`${JSON.stringify({ id, text, state, intent, slots, read: answer })}\n`)
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean', default: false }, half: { type: 'string' } },
})
const chosen = SETS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
for (const { name, menu, tuned } of chosen) {
  const judged = await judge(name, menu)
  print(name, judged.filter(isInHalf), values.misses && tuned)
}

/** `--half odd` or `even`: tuned on one half, a set shows with the other how far the tuning carries. */
function isInHalf({ row }: Judged): boolean {
  return values.half === undefined || (Number(/[0-9]+$/.exec(row.id)?.[0]) % 2 === 1) === (values.half === 'odd')
}
