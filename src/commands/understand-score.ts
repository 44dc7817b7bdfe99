import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Answer, answerShape, type LabelledRow, labelledRow } from './understand/labelled-row.ts'
import { LABELLED, LABELLED_SETS } from './understand/labelled-sets.ts'
import { scoreRow } from './understand/score-row.ts'
import { type Judged, summary } from './understand/summary.ts'

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
const chosen = LABELLED_SETS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
for (const { name, menu, teaches } of chosen) {
  const judged = await judge(name, menu)
  print(name, judged.filter(isInHalf), values.misses && teaches.length > 0)
}

/** `--half odd` or `even`: tuned on one half, a set shows with the other how far the tuning carries. */
function isInHalf({ row }: Judged): boolean {
  return values.half === undefined || (Number(/[0-9]+$/.exec(row.id)?.[0]) % 2 === 1) === (values.half === 'odd')
}
