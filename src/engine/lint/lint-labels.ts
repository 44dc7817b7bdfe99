import { LANGUAGES } from '../../core/language.ts'
import type { FlowDefinition } from '../definition.ts'
import type { Known, Report } from './linting.ts'
import { fixedWords, formsOf } from './templates.ts'

/** What the narrowest messenger shows on a button, its number and a blank included: LINE's quick reply. */
const BUTTON = 20
const NUMBER = 2

/** Labels that a button cuts: still to be read in the text above it, but not at a glance. */
export function lintLabels(definition: FlowDefinition, _known: Known, report: Report): void {
  for (const key of new Set(labelsOf(definition))) {
    for (const language of LANGUAGES) {
      const longest = Math.max(0, ...formsOf(definition, language, key).map(form => fixedWords(form).length))
      if (longest <= BUTTON - NUMBER) continue
      const what = `the label ${key} in ${language} is longer than ${BUTTON - NUMBER} characters`
      report(null, what, 'Say it shorter: a button shows no more.', 'warning')
    }
  }
}

function* labelsOf(definition: FlowDefinition): Generator<string> {
  if (definition.menu) yield definition.menu.label
  for (const slot of Object.values(definition.slots)) {
    for (const { label } of slot.choices ?? []) yield label
  }
  for (const step of Object.values(definition.steps)) {
    if (step.kind === 'confirm') yield* [step.agree_label, step.refuse_label].filter(key => key !== undefined)
  }
}
