import { LANGUAGES, type Language } from '../../core/language.ts'
import type { FlowDefinition } from '../definition.ts'
import { textHash } from '../text-hash.ts'
import type { Known, Report } from './linting.ts'
import { fixedWords, formsOf, keysSaid, placeholdersOf } from './templates.ts'
import { type TextSaid, textsSaid } from './texts-said.ts'

/** Every text that is said must stand in zh-CN; in the other languages it may be late. No text may show a gap. */
export function lintTexts(definition: FlowDefinition, _known: Known, report: Report): void {
  const said = new Set<string>()
  for (const use of textsSaid(definition)) {
    said.add(use.key)
    if (formsOf(definition, 'zh-CN', use.key).length === 0) {
      report(use.step, `says the text ${use.key}, which is not there`, 'Add it under texts, zh-CN.')
      continue
    }
    lintPlaceholders(definition, use, report)
    for (const language of ['zh-TW', 'en'] as const) {
      if (formsOf(definition, language, use.key).length > 0) continue
      report(use.step, `the text ${use.key} is missing in ${language}`, `Add it under texts, ${language}.`, 'warning')
    }
  }
  const keys = new Set(LANGUAGES.flatMap(language => Object.keys(definition.texts[language] ?? {})))
  for (const key of keys) {
    if (keysSaid(key).some(one => said.has(one))) continue
    report(null, `nothing says the text ${key}`, 'Take it out, or say it.', 'warning')
  }
  for (const language of LANGUAGES) lintBraces(definition, language, report)
  lintTranslations(definition, report)
}

function lintPlaceholders(definition: FlowDefinition, { step, key, gives }: TextSaid, report: Report): void {
  const base = placeholdersIn(definition, 'zh-CN', key)
  for (const language of LANGUAGES) {
    const here = placeholdersIn(definition, language, key)
    for (const name of here) {
      if (gives.includes(name)) continue
      report(step, `the text ${key} in ${language} says {${name}}, which is not given`, `Add ${name} under with.`)
    }
    if (formsOf(definition, language, key).length === 0) continue
    for (const name of base) {
      if (here.has(name) || !gives.includes(name)) continue
      const what = `the text ${key} in ${language} leaves out {${name}}`
      report(step, what, `Say {${name}} there too.`, 'warning')
    }
  }
}

function placeholdersIn(definition: FlowDefinition, language: Language, key: string): Set<string> {
  return new Set(formsOf(definition, language, key).flatMap(placeholdersOf))
}

function lintBraces(definition: FlowDefinition, language: Language, report: Report): void {
  for (const key of Object.keys(definition.texts[language] ?? {})) {
    if (formsOf(definition, language, key).some(form => /[{}]/.test(fixedWords(form)))) {
      report(null, `the text ${key} in ${language} has a brace without its other half`, 'Write placeholders as {name}.')
    }
  }
}

/** A translation remembers the text that it was made from. */
function lintTranslations(definition: FlowDefinition, report: Report): void {
  for (const [language, hashes] of Object.entries(definition.translated ?? {})) {
    for (const [key, hash] of Object.entries(hashes)) {
      const base = definition.texts['zh-CN'][key]
      if (base === undefined) {
        report(null, `translated names the text ${key}, which is not there`, 'Take it out.', 'warning')
      } else if (textHash(base) !== hash) {
        const what = `the text ${key} in ${language} was made from other words than zh-CN now has`
        report(null, what, `Translate it again, and note ${textHash(base)} under translated.`, 'warning')
      }
    }
  }
}
