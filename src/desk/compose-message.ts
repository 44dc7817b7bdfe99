import type { Instant } from '../core/civil-time.ts'
import type { Card, OutboundBody } from '../core/outbound.ts'
import type { PersonFacts } from '../core/person.ts'
import { optionToken } from '../engine/option-token.ts'
import type { CardRef, Effect } from '../engine/step.ts'
import type { Texts } from '../texts/texts.ts'

export type Say = Extract<Effect, { kind: 'say' }>

/**
 * The neutral message of what the engine wants said, in the language and type size of its reader. `undoUntil`: its
 * card is the receipt of an act that can be taken back until then.
 */
export function composeMessage(texts: Texts, say: Say, person: PersonFacts, undoUntil: Instant | null): OutboundBody {
  const voice = { language: person.language, largeType: person.largeType }
  const choices = say.options.map(option => ({
    token: optionToken(say.serial ?? 0, option),
    number: option.number,
    label: texts.render(option.label, voice),
  }))
  const body = { text: texts.render(say.text, voice), choices, language: person.language }
  if (!say.card) return body
  const card = composeCard(texts, say.card, person)
  return { ...body, card: undoUntil === null ? card : { ...card, undoUntil } }
}

function composeCard(texts: Texts, card: CardRef, person: PersonFacts): Card {
  const voice = { language: person.language, largeType: person.largeType }
  const text = (key: string) => texts.render({ flow: card.flow, key, params: card.params }, voice)
  return {
    title: text(card.definition.title),
    lines: card.definition.lines.map(line => ({ name: text(line.name), value: text(line.value) })),
  }
}
