import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Answer, answerShape, type LabelledRow, labelledRow } from './understand/labelled-row.ts'
import { scoreRow } from './understand/score-row.ts'
import { type Judged, summary } from './understand/summary.ts'

const LABELLED = join(import.meta.dirname, '../../test/understanding')
/** Tuned on those named dev: the others are what strangers wrote, one by the same hand and one by another. */
const SETS = [
  { name: 'dev', menu: 'dev-menu' },
  // Emergencies and what sounds like them: only those two figures count, slots are not labelled.
  { name: 'dev-danger', menu: 'dev-menu' },
  { name: 'same-author', menu: 'dev-menu' },
  { name: 'other-author', menu: 'other-author-menu' },
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

const { values } = parseArgs({ options: { misses: { type: 'boolean', default: false } } })
for (const { name, menu } of SETS) print(name, await judge(name, menu), values.misses && name === 'dev')
