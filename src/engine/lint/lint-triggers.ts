import type { FlowDefinition } from '../definition.ts'
import { foldWords } from '../fold-words.ts'
import { type Known, oneOf, type Report } from './linting.ts'

/** What begins a flow must begin no other one: the desk would ask which was meant, or never come to the second. */
export function lintTriggers(definition: FlowDefinition, known: Known, report: Report): void {
  const others = [...known.flows.values()].filter(other => other.flow !== definition.flow)
  const mine = claimsOf(definition)
  for (const other of others) {
    const theirs = claimsOf(other)
    for (const [claim, words] of mine) {
      if (theirs.has(claim))
        report(null, `${words} also begins the flow ${other.flow}`, 'Take it out of one of the two.')
    }
    if (definition.menu && other.menu?.place === definition.menu.place) {
      const what = `the place ${definition.menu.place} of the menu is also that of the flow ${other.flow}`
      report(null, what, 'Give one of them another place.')
    }
  }
  for (const trigger of definition.triggers) {
    if ('within' in trigger && trigger.within !== undefined && !known.flows.has(trigger.within)) {
      const what = `a trigger counts within the flow ${trigger.within}, which is not there`
      report(null, what, oneOf(trigger.within, known.flows.keys()))
    }
    if ('command' in trigger && trigger.command === 'human') {
      report(null, 'the command human always leads to a person, never to a flow', 'Take the trigger out.')
    }
    if (!('words' in trigger)) continue
    for (const word of Object.values(trigger.words).flat()) {
      if (foldWords(word) === '') report(null, `the trigger ${word} holds no letter`, 'Write words that somebody says.')
    }
  }
}

/** What a flow takes for itself: a key to compare by, and how it is told. A condition leaves room for others. */
function claimsOf(definition: FlowDefinition): Map<string, string> {
  const claims = new Map<string, string>()
  for (const trigger of definition.triggers) {
    if ('words' in trigger) {
      for (const word of Object.values(trigger.words).flat())
        claims.set(`words ${foldWords(word)}`, `the trigger ${word}`)
    } else if ('intent' in trigger) {
      if (trigger.when === undefined) claims.set(`intent ${trigger.intent}`, `the intent ${trigger.intent}`)
    } else if ('command' in trigger) {
      claims.set(`command ${trigger.command} ${trigger.within ?? ''}`, `the command ${trigger.command}`)
    } else if ('signal' in trigger) claims.set(`signal ${trigger.signal}`, `the signal ${trigger.signal}`)
    else claims.set('first', 'the first message')
  }
  return claims
}
