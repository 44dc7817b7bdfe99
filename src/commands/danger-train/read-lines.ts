import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ALARM_CLASSES, type AlarmClass } from '../../core/alarm.ts'
import held from '../../language/danger/danger-lines.json' with { type: 'json' }
import { labelledRow } from '../understand/labelled-row.ts'
import { LABELLED, setsThatTeach } from '../understand/labelled-sets.ts'
import { classOfTag } from './class-of-tag.ts'
import { expand } from './expand.ts'
import { lexiconLines } from './lexicon-lines.ts'
import type { TrainingLine } from './training-line.ts'

/** Whose lines may be learnt from; what is held out is not among them. */
export const AUTHORS: readonly string[] = setsThatTeach('dangers').map(set => set.name)

/** Of the harmless lines one in so many is told together with an emergency, and these lie so far apart. */
const EVERY = 5
const STRIDE = 37
const MARKS = ['。', '，', ' ']

/** Lines of strangers with their labels. What may be answered either way teaches nothing. */
export function labelledLines(): readonly TrainingLine[] {
  return AUTHORS.flatMap(author =>
    read(join(LABELLED, `${author}.jsonl`))
      .map(line => labelledRow.parse(JSON.parse(line)))
      .filter(row => !isEither(row.intent, row.acceptIntents))
      .map(({ text, intent, tags }) => ({
        text,
        author,
        isEmergency: intent === 'emergency',
        class: first(tags),
        isNear: tags.some(tag => tag === 'near' || tag === 'near_emergency'),
      })),
  )
}

function isEither(intent: string, accepted: readonly string[]): boolean {
  return intent === 'emergency' ? accepted.length > 0 : accepted.includes('emergency')
}

/** The project's own lines: those that its tests hold it to, and those of `told.txt` and `calm.txt` beside this file. */
export function ownLines(): readonly TrainingLine[] {
  const tested = (['told', 'calm'] as const).flatMap(kind =>
    Object.entries(held[kind]).flatMap(([topic, texts]) =>
      texts.map(text => own(text, 'danger-lines', kind === 'told', classOfTag(topic))),
    ),
  )
  const told = written('told.txt', true)
  const calm = written('calm.txt', false)
  return [
    ...tested,
    ...lexiconLines(),
    ...told,
    ...calm,
    ...wishes(),
    ...mixed(told, [...lexiconLines().filter(line => !line.isEmergency), ...calm]),
  ]
}

/** What wishes are learnt from: by state, then by intent. */
function wishes(): TrainingLine[] {
  const file = readFileSync(join(LABELLED, 'training-lines.json'), 'utf8')
  const states = z.record(z.string(), z.record(z.string(), z.array(z.string()))).parse(JSON.parse(file))
  return Object.values(states).flatMap(intents =>
    Object.entries(intents).flatMap(([intent, texts]) =>
      texts.map(text => own(text, 'wishes', intent === 'emergency', null)),
    ),
  )
}

/** An order or a denial, and a cry in the same breath: the harmless half must not outweigh the other. */
function mixed(told: readonly TrainingLine[], calm: readonly TrainingLine[]): TrainingLine[] {
  return calm
    .filter((_, i) => i % EVERY === 0)
    .map((line, i) => {
      const cry = told[(i * STRIDE) % told.length]
      if (cry === undefined) throw new Error('nothing is told')
      const mark = MARKS[i % MARKS.length] ?? ''
      const text = i % 2 === 0 ? line.text + mark + cry.text : cry.text + mark + line.text
      return own(text, 'mixed', true, cry.class)
    })
}

function written(file: string, isEmergency: boolean): TrainingLine[] {
  const lists = new Map<string, readonly string[]>()
  let topic: AlarmClass | null = null
  return read(join(import.meta.dirname, file)).flatMap((line, salt) => {
    const [, name, words] = /^@(\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined && words !== undefined) lists.set(name, words.split('|'))
    else if (line.startsWith('# ')) topic = ALARM_CLASSES.find(each => line.startsWith(`# ${each}`)) ?? null
    else return expand(line, lists, salt).map(text => own(text, file, isEmergency, topic))
    return []
  })
}

function own(text: string, author: string, isEmergency: boolean, name: AlarmClass | null): TrainingLine {
  return { text, author, isEmergency, class: isEmergency ? name : null, isNear: false }
}

function first(tags: readonly string[]): AlarmClass | null {
  return tags.map(classOfTag).find(name => name !== null) ?? null
}

function read(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
}
