import { ALARM_CLASSES, type AlarmClass } from '../../core/alarm.ts'
import lexicon from '../lexicon.json' with { type: 'json' }
import { Automaton } from '../text/automaton.ts'
import { foldWord, isWordUnit } from '../text/fold.ts'
import type { ContextKind, DangerWord, Meaning } from './danger-kinds.ts'
import { DangerSigns } from './danger-signs.ts'
import { soundTable } from './danger-sounds.ts'
import acute from './data/acute.json' with { type: 'json' }
import breakIn from './data/break-in.json' with { type: 'json' }
import calm from './data/calm.json' with { type: 'json' }
import choking from './data/choking-poison.json' with { type: 'json' }
import cry from './data/cry.json' with { type: 'json' }
import fall from './data/fall.json' with { type: 'json' }
import fire from './data/fire-gas.json' with { type: 'json' }
import heart from './data/heart-breath.json' with { type: 'json' }
import missing from './data/missing.json' with { type: 'json' }
import people from './data/people.json' with { type: 'json' }
import selfHarm from './data/self-harm.json' with { type: 'json' }
import stroke from './data/stroke.json' with { type: 'json' }
import unconscious from './data/unconscious.json' with { type: 'json' }
import violence from './data/violence.json' with { type: 'json' }
import wounds from './data/wounds.json' with { type: 'json' }

export interface DangerPattern {
  readonly text: string
  /** Han words are found anywhere; the others only as whole words. */
  readonly whole: boolean
  /** Long enough to be known by its sound. */
  readonly heard: boolean
  readonly means: Meaning
}

export interface DangerWords {
  readonly patterns: readonly DangerPattern[]
  readonly automaton: Automaton
  readonly signs: DangerSigns
}

const FILES = [
  people,
  cry,
  heart,
  stroke,
  unconscious,
  acute,
  wounds,
  choking,
  fall,
  fire,
  breakIn,
  violence,
  missing,
  selfHarm,
]
const SHORTEST_HEARD = 3
const CRIES: ReadonlySet<string> = new Set(cry.alarm.map(foldWord))

let words: DangerWords | null = null

export function dangerWords(): DangerWords {
  words ??= build()
  return words
}

function build(): DangerWords {
  const signs = signsOf()
  const safetyWords = lexiconWords()
  const known = new Set(safetyWords.map(({ text }) => text))
  const patterns = [
    ...safetyWords,
    ...signs.words.filter(({ text }) => !known.has(text)).map(({ text, means }) => pattern(text, means)),
    ...signs.parts.map(({ text, set, key }) => pattern(text, { kind: 'part', set, key })),
    ...contextWords(),
  ]
  const automaton = new Automaton(
    patterns.map(({ text }) => text),
    soundTable(),
  )
  return { patterns, automaton, signs }
}

function lexiconWords(): DangerPattern[] {
  const { words: byClass, silentWords } = lexicon.danger
  const silentTexts = new Set(silentWords.map(foldWord))
  return ALARM_CLASSES.flatMap(name =>
    [...new Set(byClass[name].map(foldWord))].map(text => pattern(text, safetyWord(name, text, silentTexts.has(text)))),
  )
}

function signsOf(): DangerSigns {
  const signs = new DangerSigns()
  for (const { sets } of FILES) signs.addSets(sets)
  for (const file of FILES) {
    const name = ALARM_CLASSES.find(each => each === file.class)
    if (name === undefined) throw new Error(`unknown class ${file.class}`)
    for (const sign of file.alarm) signs.add(sign, danger(name))
    for (const sign of file.check) signs.add(sign, { ...danger(name), firm: false, doubtful: true })
  }
  for (const sign of calm.friends) signs.add(sign, { kind: 'friend' })
  return signs
}

function contextWords(): DangerPattern[] {
  const { falseFriends, negation } = lexicon.danger
  const kinds: Readonly<Partial<Record<ContextKind, readonly string[]>>> = {
    friend: falseFriends,
    direct: [...negation.direct, ...calm.direct],
    notNegating: [...negation.notNegating, ...calm.notNegating],
    past: [...negation.past, ...calm.past],
    notPast: calm.notPast,
    now: [...negation.now, ...calm.now],
    over: calm.over,
    notOver: calm.notOver,
    once: calm.once,
    story: calm.story,
    notStory: calm.notStory,
    animal: calm.animals,
    notAnimal: calm.notAnimals,
    thing: calm.things,
    fixture: calm.fixtures,
    person: calm.people,
  }
  return Object.entries(kinds).flatMap(([kind, texts]) =>
    // Object.entries forgets the key's type.
    [...new Set(texts.map(foldWord))].map(text => pattern(text, { kind: kind as ContextKind })),
  )
}

function danger(name: AlarmClass, isSilent = false): DangerWord {
  const silent = name === 'abuse' || isSilent
  return {
    kind: 'word',
    class: name,
    silent,
    firm: silent || name === 'self_harm',
    standing: silent ? 'cry' : name === 'self_harm' ? 'safety' : 'sign',
    doubtful: false,
  }
}

function safetyWord(name: AlarmClass, text: string, isSilent: boolean): DangerWord {
  const word = danger(name, isSilent)
  return { ...word, standing: word.silent || CRIES.has(text) ? 'cry' : 'safety' }
}

function pattern(text: string, means: Meaning): DangerPattern {
  const whole = isWordUnit(text.charCodeAt(0))
  const isSign = means.kind === 'word' || means.kind === 'part'
  // 煤气了 is no 没气了, while 没气味 may well be 煤气味.
  const heard = isSign && !whole && text.length >= SHORTEST_HEARD && !text.includes('没')
  return { text, whole, heard, means }
}
