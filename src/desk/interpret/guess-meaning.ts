import { branded, type ContactId } from '../../core/ids.ts'
import { intentsServed } from '../../engine/intents-served.ts'
import type { DeskPorts } from '../ports.ts'
import type { Made } from './interpret.ts'
import { understoodSchema } from './understood.ts'
import type { Wanted } from './wanted.ts'

/** A model's guess at masked words, among the wishes and items that there are. */
export async function guessMeaning(ports: DeskPorts, wanted: Wanted, signal: AbortSignal): Promise<Made> {
  const { model, shelf, vault, database } = ports
  const contact = branded<ContactId>(wanted.contact)
  const key = (await vault.keys(database.db, [contact])).get(contact)
  if (!model || !key || !wanted.understood || wanted.handled) return { kind: 'nothing' }
  const understood = understoodSchema.parse(vault.open(key, wanted.understood))
  const { asked: text } = understood
  // The turn has looked already; words of danger are nobody's to guess at.
  if (text === undefined || shelf.reader().danger(text) !== null) return { kind: 'nothing' }
  const items = shelf
    .catalogue()
    .lists.flatMap(({ name: list, items: all }) =>
      all.map(({ id, name, aliases }) => ({ list, id, name: name['zh-CN'], aliases })),
    )
  const question = { text, language: wanted.language, intents: intentsServed(shelf.book()), items }
  const guessed = await model.guess(question, signal)
  if (guessed.kind !== 'guessed') return guessed
  if (!guessed.guess) return { kind: 'nothing' }
  const { intent, items: meant } = guessed.guess
  return { kind: 'made', understood: { ...understood, guess: { intent, items: [...meant] } } }
}
