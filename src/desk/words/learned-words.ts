import type { Tx } from '../../../db/database.ts'
import { learnedWord } from '../../../db/schema/index.ts'
import { isNull } from '../../../db/sql.ts'
import type { Catalogue, Example } from '../../core/catalogue.ts'
import { INTENTS } from '../../core/reading.ts'

export interface Alias {
  readonly words: string
  readonly list: string
  readonly item: string
}

interface Learned {
  readonly aliases: readonly Alias[]
  readonly examples: readonly Example[]
}

/** What administrators have taught and not taken back. */
export async function readLearned(db: Tx): Promise<Learned> {
  const rows = await db.select().from(learnedWord).where(isNull(learnedWord.removedAt))
  return {
    aliases: rows.flatMap(({ words, list, item }) => (list !== null && item !== null ? { words, list, item } : [])),
    examples: rows.flatMap(({ words, intent: name }) => {
      // An older version may have known more of them.
      const intent = INTENTS.find(one => one === name)
      return intent ? { words, intent } : []
    }),
  }
}

/** The catalogue whose items go by these names too; an item that is no longer there has none. */
export function withAliases(catalogue: Catalogue, aliases: readonly Alias[]): Catalogue {
  if (aliases.length === 0) return catalogue
  const byItem = Map.groupBy(aliases, ({ list, item }) => `${list} ${item}`)
  const lists = catalogue.lists.map(list => ({
    ...list,
    items: list.items.map(item => {
      const learned = byItem.get(`${list.name} ${item.id}`)
      return learned ? { ...item, aliases: [...item.aliases, ...learned.map(({ words }) => words)] } : item
    }),
  }))
  return { ...catalogue, lists }
}
