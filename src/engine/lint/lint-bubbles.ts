import { LANGUAGES, type Language } from '../../core/language.ts'
import type { FlowDefinition, Step } from '../definition.ts'
import { waysOn } from '../flow-graph.ts'
import type { Known, Report } from './linting.ts'
import { fixedWords, formsOf, placeholdersOf } from './templates.ts'
import { textsSaid } from './texts-said.ts'

const MOST_CHARACTERS = 60
const MOST_WORDS = 25
const MOST_IN_A_ROW = 3

/** How much may be said at once to somebody who reads slowly. */
export function lintBubbles(definition: FlowDefinition, _known: Known, report: Report): void {
  const measured = new Set<string>()
  for (const { step, key, bubble } of textsSaid(definition)) {
    if (!bubble || measured.has(key)) continue
    measured.add(key)
    for (const language of LANGUAGES) {
      if (!formsOf(definition, language, key).some(form => isTooLong(form, language))) continue
      const limit = language === 'en' ? `${MOST_WORDS} words` : `${MOST_CHARACTERS} characters`
      const what = `the text ${key} in ${language} is longer than ${limit}`
      report(step, what, 'Say it shorter, or in two steps.', 'warning')
    }
  }
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'say' || inARow(definition, id) <= MOST_IN_A_ROW) continue
    const what = `more than ${MOST_IN_A_ROW} bubbles in a row begin here`
    report(id, what, 'Say less, or ask something in between.', 'warning')
  }
}

/** Placeholders aside. Receipts and cards tell facts in lines and may be longer. */
function isTooLong(form: string, language: Language): boolean {
  if (form.includes('\n') && placeholdersOf(form).length > 0) return false
  const words = fixedWords(form)
  if (language === 'en') return (words.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []).length > MOST_WORDS
  return [...words.replace(/\s/g, '')].length > MOST_CHARACTERS
}

/** Bubbles from a step to where the talk stops: the longest way, each step once. */
function inARow(definition: FlowDefinition, id: string, before: readonly string[] = []): number {
  const step = definition.steps[id]
  if (!step || before.includes(id)) return 0
  const own = bubblesOf(step)
  if (STOPS.includes(step.kind)) return own
  const ways = waysOn(definition, step).map(([, to]) => inARow(definition, to, [...before, id]))
  return own + Math.max(0, ...ways)
}

const STOPS: readonly Step['kind'][] = ['ask', 'confirm', 'wait', 'handoff', 'end', 'call', 'sub']

function bubblesOf(step: Step): number {
  if (step.kind === 'ask' || step.kind === 'confirm' || step.kind === 'say') return 1
  return (step.kind === 'end' || step.kind === 'handoff') && step.say !== undefined ? 1 : 0
}
