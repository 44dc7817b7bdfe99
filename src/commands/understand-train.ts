import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { HIGHEST } from '../language/text/packed-levels.ts'
import { PLACES } from '../language/wishes/intent-features.ts'
import { STEP_BITS, stepsThrough, WEIGHED } from '../language/wishes/intent-steps.ts'
import { gatherExamples, type Learnt } from './understand/examples.ts'
import { setsThatTeach } from './understand/labelled-sets.ts'
import { learn, likelihood } from './understand/logistic.ts'
import { PackedBits, someOf } from './understand/packed-bits.ts'

const WEIGHTS = join(import.meta.dirname, '../language/wishes/intent-weights.json')
const CLASSES = WEIGHED.length
const STEP = 0.1
/** Less than this either way is mostly chance, and would take up a fifth of the room. */
const CHANCE = 0.085

/** Learns from all authors, after telling how well each is understood by what the others taught. */
async function main(): Promise<void> {
  const all = await gatherExamples()
  for (const { name } of setsThatTeach('wishes')) tell(name, all)
  const weights = `${JSON.stringify({ step: STEP, packed: packed(weightsOf(all)) })}\n`
  await writeFile(WEIGHTS, weights)
  process.stdout.write(`${all.length} lines learnt, ${Math.round(gzipSync(weights).length / 1_000)} kB gzip\n`)
}

function tell(author: string, all: readonly Learnt[]): void {
  const strange = all.filter(one => one.author === author && one.intent !== 'emergency')
  const weights = weightsOf(all.filter(one => one.author !== author))
  const share = (part: readonly Learnt[], isRight: (one: Learnt) => boolean) =>
    part.length === 0 ? '-' : ((100 * part.filter(isRight).length) / part.length).toFixed(1)
  const byRules = ({ ruled, right }: Learnt) => right.includes(ruled)
  const byBoth = ({ right, examples: [{ features }] }: Learnt) => {
    const odds = likelihood(weights, features, CLASSES).map((one, i) => (WEIGHED[i] === 'emergency' ? 0 : one))
    return right.includes(WEIGHED[odds.indexOf(Math.max(...odds))] ?? 'unknown')
  }
  const told = ['odd', 'even'].map(half => {
    const part = strange.filter(({ id }) => (Number(/[0-9]+$/.exec(id)?.[0]) % 2 === 1) === (half === 'odd'))
    return `${half} ${part.length} lines: rules ${share(part, byRules)}, with what was learnt ${share(part, byBoth)}`
  })
  process.stdout.write(`${author} (not learnt from), ${told.join(' · ')}\n`)
}

function weightsOf(learnt: readonly Learnt[]): Float32Array {
  const examples = learnt.flatMap(one => one.examples)
  return learn(examples, PLACES, CLASSES)
}

function packed(weights: Float32Array): string {
  const steps = new Int8Array(weights.length)
  for (let from = 0; from < weights.length; from += CLASSES) {
    const beside = weights.subarray(from, from + CLASSES)
    // Only differences within a place count: those from the middle are mostly nothing, which packs well.
    const middle = beside.toSorted()[CLASSES >> 1] ?? 0
    for (const [i, weight] of beside.entries()) steps[from + i] = stepOf(weight - middle)
  }
  const bits = new PackedBits(STEP_BITS)
  stepsThrough(bits, steps, someOf(steps))
  return bits.text()
}

function stepOf(difference: number): number {
  if (Math.abs(difference) < CHANCE) return 0
  return Math.max(-HIGHEST, Math.min(HIGHEST, Math.round(difference / STEP)))
}

await main()
