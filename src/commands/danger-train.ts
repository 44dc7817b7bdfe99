import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALARM_CLASSES, type AlarmClass } from '../core/alarm.ts'
import type { Limits } from '../language/danger/danger-level.ts'
import type { Learnt } from '../language/danger/danger-scorer.ts'
import { type PackedWeights, unpackWeights } from '../language/danger/danger-weights.ts'
import { chooseLimits } from './danger-train/choose-limits.ts'
import { deskLines } from './danger-train/desk-lines.ts'
import { leadsByOthers } from './danger-train/leads-by-others.ts'
import { type Example, learn } from './danger-train/logistic.ts'
import { measure, type Prepared, prepare, type Scored, scored } from './danger-train/measure.ts'
import { packWeights } from './danger-train/pack-weights.ts'
import { AUTHORS, labelledLines, ownLines } from './danger-train/read-lines.ts'
import { gatherExamples, type Learnt as Learned } from './understand/examples.ts'

const DATA = join(import.meta.dirname, '../language/danger/data/learnt.json')
const KEPT = 45_000
const KEPT_OF_CLASS = 600

const say = (line: string) => process.stdout.write(`${line}\n`)

/** What strangers really wrote teaches more than what we think of. */
function weightOf(author: string): number {
  return AUTHORS.includes(author) ? 4 : 1
}

function learnEmergency(lines: readonly Prepared[]): PackedWeights {
  const whole = lines.map(({ features, isEmergency, author }) => ({
    features,
    isTrue: isEmergency,
    weight: weightOf(author),
  }))
  return packWeights(learn([...whole, ...lines.flatMap(harmlessSentences)], KEPT))
}

/** Of a harmless line a sentence that the rules would raise is harmless alone, too. */
function harmlessSentences({ isEmergency, sentences }: Prepared): readonly Example[] {
  if (isEmergency) return []
  return sentences
    .filter(({ ruled }) => ruled?.danger.level === 'alarm')
    .map(({ features }) => ({ features, isTrue: false, weight: 1 }))
}

function learnClass(lines: readonly Prepared[], name: AlarmClass): PackedWeights {
  return packWeights(
    learn(
      lines.map(line => ({ features: line.features, isTrue: line.class === name, weight: 1 })),
      KEPT_OF_CLASS,
    ),
  )
}

/** Each author's lines, scored by what all others teach. */
function scoredByOthers(
  labelled: readonly Prepared[],
  own: readonly Prepared[],
  examples: readonly Learned[],
): readonly Scored[] {
  return AUTHORS.flatMap(author => {
    const others = labelled.filter(line => line.author !== author)
    const weights = unpackWeights(learnEmergency([...others, ...own]))
    const leads = leadsByOthers(examples, author)
    const theirs = labelled.filter(line => line.author === author)
    return theirs.map(line => scored(line, weights, leads.get(line.text) ?? 0))
  })
}

function report(name: string, lines: readonly Scored[], limits: Limits): void {
  const { emergencies, raised, asked, rest, falseAlarms, askedInVain, near, nearRight } = measure(lines, limits)
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  say(
    `${name}: of ${emergencies} emergencies ${percent(raised, emergencies)} raised, ${asked} more asked about; ` +
      `of ${rest} others ${percent(falseAlarms, rest)} false alarms, ${askedInVain} asked about; ` +
      `near ones ${percent(nearRight, near)} right`,
  )
}

const labelled = labelledLines().map(prepare)
// What a flow's test says of an emergency is one.
const desk = deskLines()
  .map(prepare)
  .filter(line => line.ruled === null)
const own = [...ownLines().map(prepare), ...desk]
say(`${labelled.length} labelled lines, ${own.length} of our own`)
const judged = scoredByOthers(labelled, own, await gatherExamples())
const limits = chooseLimits(judged)
say(`limits ${JSON.stringify(limits)}; each set by what was learnt without its author:`)
for (const author of AUTHORS) {
  const lines = judged.filter(line => line.author === author)
  report(author, lines, limits)
}
report('all', judged, limits)
const all = [...labelled, ...own]
const told = all.filter(line => line.isEmergency && line.class !== null)
const learnt: Learnt = {
  limits,
  emergency: learnEmergency(all),
  // Object.fromEntries forgets the keys' type.
  classes: Object.fromEntries(ALARM_CLASSES.map(name => [name, learnClass(told, name)])) as Learnt['classes'],
}
writeFileSync(DATA, `${JSON.stringify(learnt)}\n`)
