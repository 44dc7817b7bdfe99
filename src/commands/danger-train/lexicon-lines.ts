import { ALARM_CLASSES } from '../../core/alarm.ts'
import lexicon from '../../language/lexicon.json' with { type: 'json' }
import type { TrainingLine } from './training-line.ts'

const { words, falseFriends, silentWords } = lexicon.danger
const ALWAYS_A_PERSON = ['self_harm', 'abuse']
const DENIED = {
  han: ['没', '没有', '差点', '怕', '去年冬天'],
  latin: ['I have not ', 'it was never a ', 'last year ', 'not '],
}

/** The safety words as they are, denied or past, and the words that only look like them. */
export function lexiconLines(): readonly TrainingLine[] {
  const told = ALARM_CLASSES.flatMap(name =>
    words[name].flatMap(word => [word, said(word)].map(text => line(text, { isEmergency: true, class: name }))),
  )
  const denied = ALARM_CLASSES.filter(name => !ALWAYS_A_PERSON.includes(name)).flatMap(name =>
    words[name]
      .filter(word => !silentWords.includes(word))
      .flatMap((word, i) => denialsOf(word, i).map(start => start + word)),
  )
  const friends = falseFriends.flatMap(text => [text, `您好，${text}，谢谢`])
  return [...told, ...[...denied, ...friends].map(text => line(text, { isEmergency: false, class: null }))]
}

const isLatin = (word: string) => /^[a-z]/.test(word)
/** Two each in turn: more would teach that whatever begins like this is harmless. */
const denialsOf = (word: string, i: number) =>
  (isLatin(word) ? DENIED.latin : DENIED.han).filter((_, n) => (n + i) % 5 < 2)
const said = (word: string) => (isLatin(word) ? `please come, ${word} now` : `${word}了快来`)

function line(text: string, told: Pick<TrainingLine, 'isEmergency' | 'class'>): TrainingLine {
  return { text, author: 'lexicon', isNear: false, ...told }
}
